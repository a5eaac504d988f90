import Fleet
import class Foundation.FileHandle
import class Foundation.Pipe
import class Foundation.Process
import struct Foundation.URL
import Glibc

@testable import Sweep

/// A shell of this machine with the agent on its standard input, as a host's would have it.
final class LocalShell {
    let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    private var decoder: FrameDecoder
    let nonce = "0f1e2d3c"

    /// Starts the words of a shell's command (`busybox sh`); the programs of a folder stand before the system's, and
    /// a quiet one says nothing of its errors.
    init(_ shell: [String], script: [UInt8], path: String? = nil, isQuiet: Bool = false) throws {
        decoder = FrameDecoder(nonce: nonce)
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        // A thread of Dispatch has every signal blocked and would hand that down; no sshd does.
        process.arguments = ["--default-signal"] + shell + ["-s"]
        process.environment = ["PATH": (path.map { $0 + ":" } ?? "") + "/usr/bin:/bin"]
        process.standardInput = input
        process.standardOutput = output
        if isQuiet { process.standardError = FileHandle.nullDevice }
        try process.run()
        write(script)
    }

    static func path(of shell: String) -> String? {
        ["/bin/", "/usr/bin/"].map { $0 + shell }.first { access($0, X_OK) == 0 }
    }

    func write(_ bytes: [UInt8]) { input.fileHandleForWriting.write(.init(bytes)) }

    func hangUp() { try? input.fileHandleForWriting.close() }

    /// Reads on until the agent has said what is waited for, or nothing more comes; returns all it said.
    func events(until isLast: (FrameDecoder.Event) -> Bool = { $0 == .bye }) -> [FrameDecoder.Event] {
        var events: [FrameDecoder.Event] = []
        while true {
            let bytes = [UInt8](output.fileHandleForReading.availableData)
            if bytes.isEmpty { return events }
            events += decoder.append(bytes)
            if events.contains(where: isLast) { return events }
        }
    }
}
