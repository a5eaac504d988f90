import Fleet
import Testing

@testable import Sweep

extension `Agent script` {
    /// Each sign of ASCII beside letters and marks that join with it.
    private static let account = String(
        String.UnicodeScalarView(
            (["\u{d4e}", "\u{111c2}", "\u{301}", "\u{200d}"] as [Unicode.Scalar]).flatMap { joiner in
                (UInt8(0x20)...0x7e).flatMap { [joiner, Unicode.Scalar($0), joiner] }
            }))

    @Test(arguments: shells) func `the account comes through whole, whatever joins with a quote in it`(
        _ shell: [String]
    ) throws {
        let script = Self.script(
            #"probe who 5 "echo $(printf %s "$user" | od -An -v -tx1 | tr -d " \n")""#, account: Self.account,
            shell: Self.inner(shell))
        let found = try LocalShell(shell, script: script).events().compactMap { event in
            if case .evidence(let evidence) = event { evidence.output } else { nil }
        }
        let digits = Self.account.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        #expect(found == [Array((digits + "\n").utf8)])
    }
}
