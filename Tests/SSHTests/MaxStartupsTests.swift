import Foundation
import Testing

@Suite struct `A host that takes two logins at a time` {
    /// Where its names share an address they line up by themselves; where they do not, two hosts in hand at a time find
    /// room: how chance would have it with more is no test.
    @Test(arguments: [("127.0.7.1", ""), ("127.0.7.N", "-c 2")])
    func `is swept under each of its forty names, though it turns some away at first`(
        address: String, options: String
    ) async throws {
        let server = try TestServer(["MaxStartups 2:100:2", "ForceCommand . AGENT"], address: "0.0.0.0")
        try Program.installAgent(in: server)
        let hosts = (1...40).map { number in
            let address = address.replacing("N", with: "\(number)")
            return "mx\(number) ansible_host=\(address) ansible_port=\(server.port)"
        }
        // They have both places until a host of the sweep was turned away, so that one is. A thread of its own lets them
        // go: tasks wait for the other tests.
        let holders = try (0..<2).map { _ in try connection(to: server.port) }
        let release = Thread {
            while !server.log.contains("past MaxStartups"), !Thread.current.isCancelled { usleep(10_000) }
            holders.forEach { close($0) }
        }
        release.start()
        defer { release.cancel() }
        let rows = try await Program(server: server).sweepMeanwhile(hosts, options)
        #expect(server.log.contains("past MaxStartups"))
        #expect(rows.count == 40)
        for row in rows where row.outcome != "swept" { Issue.record("\(row)") }
    }

    private func connection(to port: Int) throws -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard withLoopback(port, { connect(descriptor, $0, $1) }) == 0 else {
            throw TestFailure(description: "cannot connect to port \(port)")
        }
        return descriptor
    }
}
