import Foundation
import Testing

/// The program itself is swept with, as it alone may count its descriptors: other tests open some meanwhile.
@Suite struct `Descriptors` {
    @Test func `a hundred hosts of every fate are swept with room for no more than those in hand`() async throws {
        let server = try TestServer(["ForceCommand exit 3"])
        let hangsUp = try Listener { _ in }
        defer { hangsUp.close() }
        let usual = [("shell", server.port), ("refused", try freePort())]
        // Those that hang up are few, as each is tried again and takes seconds.
        let fates = (0..<100).map { $0 % 20 == 0 ? ("no-banner", hangsUp.port) : usual[$0 % 2] }
        let hosts = fates.enumerated().map { "mx\($0) ansible_host=127.0.0.1 ansible_port=\($1.1)" }
        // Four hosts in hand have one socket each from here to SSH; the rest of 40 are the event loop's own and the
        // program's files. One descriptor left behind a host would be 100.
        let rows = try Program(server: server).sweep(hosts, limits: "ulimit -n 40", "-c 4")
        #expect(rows.map(\.outcome) == fates.map(\.0))
    }
}
