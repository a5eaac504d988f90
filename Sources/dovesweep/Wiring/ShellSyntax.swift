import class Foundation.Pipe
import class Foundation.Process
internal import FoundationEssentials

/// Checks a script with `sh -n`, which does not run it.
enum ShellSyntax {
    /// The first error.
    static func objection(to script: String) -> String? {
        let shell = Process()
        shell.executableURL = URL(filePath: "/bin/sh")
        shell.arguments = ["-n"]
        let (input, errors) = (Pipe(), Pipe())
        shell.standardInput = input
        shell.standardError = errors
        guard (try? shell.run()) != nil else { return nil }
        // A script fits into the pipe's buffer, so this cannot block.
        try? input.fileHandleForWriting.write(contentsOf: Data(script.utf8))
        try? input.fileHandleForWriting.close()
        let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        shell.waitUntilExit()
        let lines = said.split(whereSeparator: \.isNewline).map(String.init)
        return shell.terminationStatus == 0 ? nil : lines.first ?? "it gives no reason"
    }
}
