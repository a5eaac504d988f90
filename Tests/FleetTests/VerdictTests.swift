import Fleet
import Testing

@Suite struct `Verdicts` {
    /// The order that the contract gives.
    private static let worstFirst: [Verdict] = [.fail, .unknown, .blocked, .warn, .pass, .skipped]

    @Test func `the worst of two is the one that the contract puts first, in whatever order they come`() {
        for (place, worse) in Self.worstFirst.enumerated() {
            for other in Self.worstFirst[place...] {
                #expect(Verdict.worst(of: [worse, other]) == worse)
                #expect(Verdict.worst(of: [other, worse]) == worse)
            }
        }
        #expect(Set(Self.worstFirst) == Set(Verdict.allCases))
    }

    @Test func `the worst of none is skipped, as nothing was asked`() {
        #expect(Verdict.worst(of: []) == .skipped)
    }

    @Test func `a check's id names its item`() {
        #expect(Item(check: "tls.expiry") == .tls)
        #expect(Item(check: "mail-location.room") == .mailLocation)
        #expect(Item(check: "weather.today")?.rawValue == "weather")
        #expect(Item(check: "We ather.today") == nil && Item(check: "") == nil && Item(check: "7.up") == nil)
    }
}
