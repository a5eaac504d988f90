import Foundation
import Glibc
import Testing

@testable import SSH

/// A host behind a jump host from which nothing comes: libssh2 cannot give up the connection that was asked for.
@Suite struct `A host behind a jump host that does not answer` {
    private let bastion: TestServer
    private let inner: TestServer

    init() throws {
        bastion = try TestServer()
        inner = try TestServer(["ForceCommand . AGENT"], address: "0.0.0.0")
        try Program.installAgent(in: inner)
    }

    @Test func `is lost alone, and the others have other sessions meanwhile`() async throws {
        let deaf = try DeafPort()
        defer { deaf.close() }
        let configuration = bastion.path("ssh_config")
        try """
        Host bastion
          HostName 127.0.0.1
          Port \(bastion.port)
          User root
          IdentityFile \(try bastion.key("ed25519"))
        """.write(toFile: configuration, atomically: true, encoding: .utf8)
        let by = "ansible_ssh_common_args='-F \(configuration) -J bastion'"
        let dead = (1...3).map { "dead\($0) ansible_host=127.0.0.1 ansible_port=\(deaf.port) \(by)" }
        let good = (1...5).map { "mx\($0) ansible_host=127.0.9.\($0) ansible_port=\(inner.port) \(by)" }
        let rows = try await Program(server: inner).sweepMeanwhile(dead + good, "--timeout 8")
        let outcomes = Dictionary(grouping: rows, by: \.outcome).mapValues { $0.map(\.name) }
        #expect(
            outcomes == ["unreachable": ["dead1", "dead2", "dead3"], "swept": ["mx1", "mx2", "mx3", "mx4", "mx5"]])
        // One for each of the dead, and one more; never one for each host.
        #expect((2...4).contains(bastion.log.components(separatedBy: "Accepted publickey").count - 1))
    }
}

@Suite struct `Patience with what is behind a jump host` {
    @Test func `goes by the slowest answer, and has its limits`() {
        let pace = JumpLatency()
        #expect(pace.patience == .seconds(1))
        pace.letIn(after: .milliseconds(80))
        #expect(pace.patience == .milliseconds(250))
        pace.answered(after: .milliseconds(100))
        pace.answered(after: .milliseconds(10))
        #expect(pace.patience == .milliseconds(400))
        pace.answered(after: .seconds(20))
        #expect(pace.patience == .milliseconds(400))
        pace.answered(after: .milliseconds(900))
        #expect(pace.patience == .seconds(1))
    }
}

/// A port that is bound and accepts nothing: its queue is full, so the kernel drops whatever asks.
private struct DeafPort {
    let port: Int
    private let descriptors: [Int32]

    init() throws {
        let stream = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let listener = socket(AF_INET, stream, 0)
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        guard withLoopback(0, { bind(listener, $0, $1) }) == 0, listen(listener, 0) == 0 else {
            throw TestFailure(description: "cannot listen: \(errno)")
        }
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { _ = getsockname(listener, $0, &length) }
        }
        let port = Int(UInt16(bigEndian: address.sin_port))
        // The first is accepted by the kernel; the others wait, or are dropped already.
        let callers = (0..<4).map { _ in socket(AF_INET, stream | Int32(SOCK_NONBLOCK.rawValue), 0) }
        for caller in callers { _ = withLoopback(port, { connect(caller, $0, $1) }) }
        self.port = port
        descriptors = [listener] + callers
    }

    func close() {
        for descriptor in descriptors { Glibc.close(descriptor) }
    }
}
