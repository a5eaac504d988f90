import Foundation

/// The `ssh` of this machine, to ask what it makes of a configuration.
enum OpenSSH {
    static let environment = ["DOVESWEEP_TEST": "/env", "PATH": "/usr/bin:/bin", "SHELL": "/bin/sh"]

    /// Whether it is the version whose lists of algorithms ours are.
    static let isOurs = run(["-V"]).errors.hasPrefix("OpenSSH_9.2")

    static func run(_ words: [String]) -> (status: Int32, output: String, errors: String) {
        let process = Process()
        let (output, errors) = (Pipe(), Pipe())
        process.executableURL = URL(filePath: "/usr/bin/ssh")
        process.arguments = words
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = errors
        do { try process.run() } catch { return (-1, "", "\(error)") }
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        let complaint = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, text, complaint)
    }

    /// Whether a command of `Match exec` succeeds.
    static func shell(_ command: String) -> Bool {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", command]
        process.environment = environment
        do { try process.run() } catch { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }

    /// What `ssh -G` says, by keyword; nil where it refuses.
    static func settings(_ words: [String]) -> [String: [String]]? {
        let (status, output, _) = run(["-G"] + words)
        guard status == 0 else { return nil }
        var settings: [String: [String]] = [:]
        for line in output.split(separator: "\n") {
            let words = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
            settings[String(words[0]), default: []].append(words.count > 1 ? String(words[1]) : "")
        }
        return settings
    }
}
