import class Foundation.Pipe
import class Foundation.Process
internal import FoundationEssentials

/// Asks a shell whether it can read a script, which it does not run.
enum ShellSyntax {
    /// What it objects to; nil where it can be read.
    static func objection(to script: String) -> String? {
        let shell = Process()
        shell.executableURL = URL(filePath: "/bin/sh")
        shell.arguments = ["-n"]
        let (input, errors) = (Pipe(), Pipe())
        shell.standardInput = input
        shell.standardError = errors
        guard (try? shell.run()) != nil else { return nil }
        // Far less than a pipe holds, so nobody waits for anybody.
        try? input.fileHandleForWriting.write(contentsOf: Data(script.utf8))
        try? input.fileHandleForWriting.close()
        let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        shell.waitUntilExit()
        let lines = said.split(whereSeparator: \.isNewline).map(String.init)
        return shell.terminationStatus == 0 ? nil : lines.first ?? "it gives no reason"
    }
}
