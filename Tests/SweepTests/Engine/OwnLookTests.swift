import Fleet
import Foundation
import Testing

@testable import Sweep

@Suite struct `Looks from outside for checks of one's own` {
    private static func answers(
        _ service: ScriptedDialer.Service, looksOutside: Bool = true, isTLS: Bool = true
    ) async throws -> [OutsideLook.Answer] {
        var sweep = TestSweep(outside: [:])
        sweep.dialer = ScriptedDialer(["192.0.2.7": service])
        sweep.options.looksOutside = looksOutside
        if case .ungreeting = service { sweep.options.outsideLimits.total = .seconds(2) }
        sweep.options.looks = { host in
            host.name == "a" ? [OutsideLook(name: "own.look", port: 465, isTLS: isTLS, seconds: 30)] : []
        }
        let records = await sweep.run(hosts: [Host(name: "a", address: "192.0.2.7"), Host(name: "b")])
        #expect(records[1].evidence.allSatisfy { $0.probe != "own.look" })
        return try records[0].evidence.filter { $0.probe == "own.look" }.map {
            try JSONDecoder().decode(OutsideLook.Answer.self, from: Data($0.output))
        }
    }

    @Test func `the first line and the certificate are kept`() async throws {
        let tls = Dialogue.TLS(
            version: "TLSv1.3", cipher: "TLS_AES_128_GCM_SHA256", chain: [ScriptedDialer.trustedCertificate])
        #expect(try await Self.answers(.imap()) == [.init(reach: .connected, tls: tls, greeting: "* OK ready")])
        let inClear = try await Self.answers(.imap(), isTLS: false)
        #expect(inClear == [.init(reach: .connected, greeting: "* OK ready")])
    }

    @Test func `who refuses is told from who says nothing in time`() async throws {
        #expect(try await Self.answers(.refused).map(\.reach) == [.refused])
        let silent = try await Self.answers(.ungreeting)
        #expect(silent.map(\.reach) == [.connected] && silent[0].greeting == nil)
    }

    @Test func `nothing is connected to where outside is not looked at`() async throws {
        #expect(try await Self.answers(.imap(), looksOutside: false).isEmpty)
    }
}
