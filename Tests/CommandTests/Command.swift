import Foundation

/// The program itself, as a shell starts it, on a record of six hosts of the lab: no host is needed.
struct Command {
    struct Ended {
        let status: Int32
        let output: String
        let errors: String
    }

    /// It is built into the folder that the test bundle is in.
    static let binary = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        .appending(path: "dovesweep").path

    static let record = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Records/six-hosts.jsonl").path

    /// What the shell runs; `$dovesweep` and `$record` name the two files.
    let script: String
    /// Beside PATH and HOME.
    var environment: [String: String] = [:]

    /// Runs `dovesweep judge` on the record.
    static func judge(_ options: String, environment: [String: String] = [:]) throws -> Ended {
        try inFolder {
            try Command(script: "\"$dovesweep\" judge \"$record\" \(options)", environment: environment).run(in: $0)
        }
    }

    static func inFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "dovesweep-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try body(folder)
    }

    /// Runs it in a folder that stays as it is but for what the script does there.
    func run(in folder: URL) throws -> Ended {
        try Self.inFolder { scratch in
            let files = ["output", "errors"].map { scratch.appending(path: $0) }
            for file in files { try Data().write(to: file) }
            let process = Process()
            process.executableURL = URL(filePath: "/bin/bash")
            process.arguments = ["-c", script]
            process.currentDirectoryURL = folder
            let usual = [
                "PATH": "/usr/bin:/bin", "HOME": scratch.path, "XDG_STATE_HOME": scratch.path, "LANG": "C.UTF-8",
                "dovesweep": Self.binary, "record": Self.record,
            ]
            process.environment = usual.merging(environment) { $1 }
            process.standardInput = FileHandle.nullDevice
            process.standardOutput = try FileHandle(forWritingTo: files[0])
            process.standardError = try FileHandle(forWritingTo: files[1])
            try Self.withSignals { try process.run() }
            process.waitUntilExit()
            let texts = try files.map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }
            return Ended(status: process.terminationStatus, output: texts[0], errors: texts[1])
        }
    }

    /// Dispatch's threads block most signals, which a child would inherit: then no signal ends what the script starts.
    private static func withSignals(_ body: () throws -> Void) rethrows {
        var none = sigset_t()
        var usual = sigset_t()
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, &usual)
        defer { pthread_sigmask(SIG_SETMASK, &usual, nil) }
        try body()
    }
}
