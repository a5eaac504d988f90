import Foundation
import Glibc

/// `openssl s_server` on a free port of loopback; it ends with its owner.
final class Server {
    let port: UInt16
    private let process: Process

    /// Starts it, and waits until it says where it listens.
    init(_ openssl: OpenSSLTool, _ arguments: [String]) throws {
        process = openssl.process(["s_server", "-accept", "127.0.0.1:0"] + arguments)
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        var words = ""
        var port: UInt16?
        while port == nil {
            let data = output.fileHandleForReading.availableData
            guard !data.isEmpty else { throw OpenSSLTool.Failed(words: "s_server ended: \(words)") }
            words += String(decoding: data, as: UTF8.self)
            port = words.firstMatch(of: /ACCEPT 127\.0\.0\.1:(\d+)\n/).flatMap { UInt16($0.1) }
        }
        self.port = port ?? 0
    }

    deinit {
        // A child inherits blocked signals from the thread that started it, so SIGTERM might wait for ever.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }
}
