import Foundation
import Testing

@Suite struct `Descriptors` {
    /// The program itself is swept with, as it alone may count its descriptors: other tests open some meanwhile.
    private static let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent().appending(path: "dovesweep").path

    @Test func `a hundred hosts of every fate are swept with room for no more than those in hand`() async throws {
        let server = try TestServer(["ForceCommand exit 3"])
        let key = try server.key("ed25519")
        let hangsUp = try Listener { _ in }
        defer { hangsUp.close() }
        let fates = [("shell", server.port), ("refused", try freePort()), ("no-banner", hangsUp.port)]
        let hosts = (0..<99).map { "mx\($0) ansible_host=127.0.0.1 ansible_port=\(fates[$0 % 3].1)\n" }
        try hosts.joined().write(toFile: server.path("hosts"), atomically: true, encoding: .utf8)
        // Four hosts in hand have one socket each from here to SSH, then one for each of two mail services; the rest
        // of 40 are the event loop's own and the program's files. One descriptor left behind a host would be 99.
        try run(
            "/bin/sh", "-c",
            """
            ulimit -n 40
            \(Self.program) sweep -q -i \(server.path("hosts")) --user root --private-key \(key) -c 4 --no-become \
                --host-key-policy accept-new --known-hosts \(server.path("known")) -o json:\(server.path("report.json"))
            [ $? = 2 ]
            """)
        let report = try JSONDecoder().decode(
            Report.self, from: Data(contentsOf: URL(filePath: server.path("report.json"))))
        #expect(report.hosts.map(\.outcome) == (0..<99).map { fates[$0 % 3].0 })
    }

    private struct Report: Decodable {
        struct Row: Decodable { let outcome: String }
        let hosts: [Row]
    }
}
