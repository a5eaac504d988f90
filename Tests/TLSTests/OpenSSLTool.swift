import Foundation

/// The `openssl` command, in a directory of its own that goes with it.
final class OpenSSLTool: Sendable {
    let directory: String

    init() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "tls-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        directory = url.path
    }

    deinit {
        try? FileManager.default.removeItem(atPath: directory)
    }

    struct Failed: Error {
        let words: String
    }

    /// Runs it to its end, and returns its output.
    @discardableResult
    func run(_ arguments: String...) throws -> [UInt8] {
        try run(arguments)
    }

    @discardableResult
    func run(_ arguments: [String]) throws -> [UInt8] {
        let process = process(arguments)
        let output = Pipe()
        let errors = Pipe()
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        let words = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failed(words: String(decoding: words, as: UTF8.self)) }
        return [UInt8](bytes)
    }

    func process(_ arguments: [String]) -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["openssl"] + arguments
        process.currentDirectoryURL = URL(fileURLWithPath: directory)
        process.standardInput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        return process
    }

    func path(_ file: String) -> String { "\(directory)/\(file)" }

    func bytes(of file: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: path(file))))
    }

    func write(_ text: String, to file: String) throws {
        try text.write(toFile: path(file), atomically: true, encoding: .utf8)
    }
}
