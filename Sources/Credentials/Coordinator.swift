import class Foundation.FileHandle
import class Foundation.Process
internal import FoundationEssentials
internal import Glibc
internal import Inventory
internal import SSHConfig

/// This machine and its user, for OpenSSH's configuration.
enum Coordinator {
    static let here = SSHConfiguration.Coordinator(
        user: ProcessInfo.processInfo.userName, userID: getuid(),
        home: FileManager.default.homeDirectoryForCurrentUser.path, hostName: ProcessInfo.processInfo.hostName,
        environment: ProcessInfo.processInfo.environment)

    /// Runs a `Match exec` command.
    static func succeeds(_ command: String) -> Bool {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", command]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationReason == .exit && process.terminationStatus == 0
    }
}
