import Fleet
import FuzzSupport
import Testing

@testable import Checks

/// Target 5: what the parsers of facts read, by its grammar.
@Suite(.serialized) struct GrammarFuzzTests {
    @Test(.timeLimit(.minutes(60))) func `whatever rules a host lists are followed within their budget`() throws {
        try Fuzz("rules").run(cases: 25, share: 0.5) { dice in
            let nft = spoilt(Grammar.ruleset(&dice), &dice)
            let iptables = spoilt(Grammar.iptables(&dice), &dice)
            let filter = PacketFilter(nft: nft, iptables: iptables, ip6tables: iptables, ipset: [])
            for isIPv6 in [false, true] {
                let packet = PacketFilter.Packet(port: 993, isIPv6: isIPv6, source: "192.0.2.7")
                if let blocker = try? filter.blocker(of: packet) { #expect(blocker.entrance.hook != nil) }
            }
        }
    }

    @Test(.timeLimit(.minutes(60))) func `whatever is configured is read`() throws {
        try Fuzz("configuration").run(cases: 40, share: 0.25) { dice in
            let text = spoilt(Grammar.configuration(&dice), &dice).joined(separator: "\n")
            let block = ConfigurationBlock(parsing: text[...])
            #expect(depth(of: block) <= 34)
            _ = try? Listener.promised(by: block, settings: Settings(block))
            let value = String(fromHost: Mutation.of(Array("~/%{user | domain}/%Lu %2.256Nu %%".utf8), &dice))
            for is24 in [false, true] {
                if let foreign = ForeignVariable(setting: "mail_path", value: value, is24: is24) {
                    #expect(!foreign.variable.isEmpty)
                }
            }
        }
    }

    @Test(.timeLimit(.minutes(60))) func `whatever times, mounts and paths there are, they are read`() throws {
        try Fuzz("facts").run(cases: 20, share: 0.25) { dice in
            if let (one, other) = LogTime(Grammar.time(&dice)).flatMap({ one in
                LogTime(Grammar.time(&dice)).map { (one, $0) }
            }) {
                #expect(one.isWithinADay(before: one))
                _ = other.isWithinADay(before: one)
            }
            let mounts = spoilt(Grammar.mounts(&dice), &dice).joined(separator: "\n")
            let table = MountTable(mounts: mounts[...], fstab: spoilt(Grammar.mounts(&dice), &dice))
            let path = String(repeating: "/a", count: dice.pick([1, 63, 64, 65, 30_000]))
            #expect(ancestors(of: path).count <= PathLimits.components + 1)
            for path in [path, "/srv/vm ail/x"] { _ = (table.missing(for: path), table.readOnly(for: path)) }
        }
    }

    private func depth(of block: ConfigurationBlock) -> Int { 1 + (block.blocks.map(depth).max() ?? 0) }

    private func spoilt(_ text: String, _ dice: inout Dice) -> [Substring] {
        let bytes = dice.happens(50) ? Mutation.of(Array(text.utf8), &dice) : Array(text.utf8)
        return lines(of: String(decoding: bytes.prefix(65_536), as: UTF8.self))
    }
}
