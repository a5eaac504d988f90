import Foundation

/// Reads our reports with Python's own parsers, which know nothing of us.
enum Python {
    /// What a program printed; standard error too where it failed.
    struct Failure: Error, CustomStringConvertible { let description: String }

    /// Runs a script of `Readers` or `Browser` with texts as files, and returns its standard output.
    static func run(_ script: String, _ arguments: [String] = [], files texts: [String] = []) throws -> String {
        try inFolder { folder in
            let paths = try texts.enumerated().map { place, text in
                let path = folder.appending(path: "\(place)")
                try Data(text.utf8).write(to: path)
                return path.path
            }
            let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .appending(path: script)
            return try program("/usr/bin/python3", [file.path] + arguments + paths)
        }
    }

    /// Runs something in a folder of its own.
    static func inFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "dovesweep-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try body(folder)
    }

    /// Runs a program, throws with all that it said where it fails, and returns its standard output.
    static func program(_ path: String, _ arguments: [String], input: String? = nil) throws -> String {
        try inFolder { folder in
            let (output, errors) = (folder.appending(path: "output"), folder.appending(path: "errors"))
            for file in [output, errors] { try Data().write(to: file) }
            let process = Process()
            process.executableURL = URL(filePath: path)
            process.arguments = arguments
            process.standardInput = FileHandle.nullDevice
            if let input {
                let file = folder.appending(path: "input")
                try Data(input.utf8).write(to: file)
                process.standardInput = try FileHandle(forReadingFrom: file)
            }
            process.standardOutput = try FileHandle(forWritingTo: output)
            process.standardError = try FileHandle(forWritingTo: errors)
            try process.run()
            process.waitUntilExit()
            let text = String(decoding: try Data(contentsOf: output), as: UTF8.self)
            guard process.terminationStatus == 0 else {
                let said = String(decoding: try Data(contentsOf: errors), as: UTF8.self)
                throw Failure(
                    description: "\(path) \(arguments.first ?? ""): \(process.terminationStatus)\n\(text)\(said)")
            }
            return text
        }
    }
}
