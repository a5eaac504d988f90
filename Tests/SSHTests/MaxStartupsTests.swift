import Foundation
import Testing

@Suite struct `A host that takes two logins at a time` {
    @Test func `is swept under each of its forty names, though it turns some away at first`() async throws {
        let server = try TestServer(["MaxStartups 2:100:2", "ForceCommand . AGENT"], address: "0.0.0.0")
        try Program.installAgent(in: server)
        let hosts = (1...40).map { "mx\($0) ansible_host=127.0.7.\($0) ansible_port=\(server.port)" }
        // They have both places until a host of the sweep was turned away. Two hosts in hand at a time then find room: how
        // chance would have it with more is no test.
        let holders = try (0..<2).map { _ in try connection(to: server.port) }
        let sweep = Task { try await Program(server: server).sweepMeanwhile(hosts, "-c 2") }
        try await eventually { server.log.contains("past MaxStartups") }
        holders.forEach { close($0) }
        let rows = try await sweep.value
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
