internal import Diagnostics
internal import Fleet
import class Foundation.FileHandle
import class Foundation.Pipe
import class Foundation.Process
internal import FoundationEssentials

/// Fetches the probe accounts' passwords.
enum Passwords {
    /// The first line of a source.
    static func load(_ source: ProbeAccount.PasswordSource) throws -> Secret {
        let bytes = try bytes(of: source)
        let line = bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
        guard !line.isEmpty else {
            throw CommandFailure(
                ExitStatus.wrongFile, "\(source.words): its first line is empty: write the password there")
        }
        return Secret(Array(line))
    }

    private static func bytes(of source: ProbeAccount.PasswordSource) throws -> [UInt8] {
        switch source {
        case .file("-"): return Array(readLine(strippingNewline: true)?.utf8 ?? "".utf8)
        case .file(let path):
            // It may be a pipe: `<(pass show mail/probe)`.
            do {
                return Array(try FileHandle(forReadingFrom: URL(filePath: path)).readToEnd() ?? Data())
            } catch {
                throw CommandFailure(
                    ExitStatus.wrongFile,
                    "\(source.words) \(FileTrouble.words(of: path)), or give another")
            }
        case .environment(let name):
            guard let value = SecretEnvironment.value(of: name) else {
                throw CommandFailure(
                    ExitStatus.wrongFile, "\(source.words) is not set: export it, or give --probe-password-file")
            }
            return value.bytes
        case .command(let command): return try output(of: command, source)
        }
    }

    private static func output(of command: String, _ source: ProbeAccount.PasswordSource) throws -> [UInt8] {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", command]
        process.standardOutput = pipe
        try process.run()
        let bytes = Array(pipe.fileHandleForReading.readDataToEndOfFile())
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw CommandFailure(
                ExitStatus.wrongFile,
                "\(source.words) failed with exit status \(process.terminationStatus): run it by hand to see why")
        }
        return bytes
    }
}

extension ProbeAccount.PasswordSource {
    /// For messages; never the password.
    fileprivate var words: String {
        switch self {
        case .file("-"): "the probe password on standard input"
        case .file(let path): "the probe password file \(path)"
        case .command(let command): "the probe password command “\(command)”"
        case .environment(let name): "the probe password variable $\(name)"
        }
    }
}
