import Foundation

/// The program itself, which is built beside the tests.
struct Dovesweep {
    let status: Int32
    let output: String
    let errors: String

    static let binary = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent().appending(path: "dovesweep")

    /// Runs it to its end, in a folder.
    init(_ arguments: [String], in folder: URL, input: String = "", environment: [String: String] = [:]) throws {
        let program = Process()
        let (given, output, errors) = (Pipe(), Pipe(), Pipe())
        program.executableURL = Self.binary
        program.arguments = arguments
        program.currentDirectoryURL = folder
        program.environment = environment.merging(["HOME": folder.path, "PATH": "/usr/bin:/bin"]) { own, _ in own }
        program.standardInput = given
        program.standardOutput = output
        program.standardError = errors
        try program.run()
        try given.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try given.fileHandleForWriting.close()
        // What it says in these tests is less than a pipe holds.
        self.output = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        self.errors = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        program.waitUntilExit()
        status = program.terminationStatus
    }
}

/// A folder of files that is gone when the test is.
final class Scratch {
    let folder: URL

    init(_ files: [String: String], programs: Set<String> = []) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "dovesweep-\(UUID().uuidString)")
        for (name, text) in files {
            let path = folder.appending(path: name)
            try FileManager.default.createDirectory(
                at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: path)
            try FileManager.default.setAttributes(
                [.posixPermissions: programs.contains(name) ? 0o700 : 0o600], ofItemAtPath: path.path)
        }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }
}
