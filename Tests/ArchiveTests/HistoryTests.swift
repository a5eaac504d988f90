import Fleet
import Testing

@testable import Archive

@Suite struct `Failing since` {
    typealias Past = [(check: String, verdict: Verdict, signature: String)]
    private static let failing: Past = [("tls.expiry", .fail, "expires 7")]

    @Test func `the first of the runs in a row that have the same failure`() throws {
        #expect(try since(Self.failing, after: [[("tls.expiry", .pass, "")], Self.failing, Self.failing]) == 1_000_002)
    }

    @Test func `nothing, where the run before had another failure, or none`() throws {
        #expect(try since(Self.failing, after: [Self.failing, [("tls.expiry", .pass, "")]]) == nil)
        #expect(try since(Self.failing, after: [Self.failing, [("tls.expiry", .fail, "expires 3")]]) == nil)
        #expect(try since(Self.failing, after: []) == nil)
    }

    @Test(arguments: [Verdict.unknown, .blocked, .skipped])
    func `across runs that did not know`(verdict: Verdict) throws {
        #expect(try since(Self.failing, after: [Self.failing, [("tls.expiry", verdict, "")], []]) == 1_000_001)
    }

    @Test func `only for what fails`() throws {
        #expect(try since([("tls.expiry", .warn, "expires 7")], after: [[("tls.expiry", .warn, "expires 7")]]) == nil)
    }

    @Test func `nothing that a later run has, or another of the same second`() throws {
        let archive = try Place().archive()
        try archive.keep(run(5, Self.failing))
        #expect(try archive.withHistory(run(3, Self.failing)).hosts[0].findings[0].failingSince == nil)
        #expect(try archive.withHistory(run(5, Self.failing)).hosts[0].findings[0].failingSince == nil)
        #expect(try archive.withHistory(run(6, Self.failing)).hosts[0].findings[0].failingSince == 1_000_005)
    }

    @Test func `each host has its own past`() throws {
        let place = try Place()
        let archive = try place.archive()
        try archive.keep(run(1, host: "mx2", Self.failing))
        #expect(try archive.withHistory(run(2, host: "mx1", Self.failing)).hosts[0].findings[0].failingSince == nil)
    }

    /// What is said of a run's first finding after these runs, of which the first is number 1.
    private func since(_ findings: Past, after past: [Past]) throws -> Int64? {
        let place = try Place()
        let archive = try place.archive()
        for (number, findings) in past.enumerated() { try archive.keep(run(number + 1, findings)) }
        return try archive.withHistory(run(100, findings)).hosts[0].findings[0].failingSince
    }
}
