import Fleet
import FuzzSupport

@testable import Checks

/// Real hosts with spoilt evidence: what a host may send that somebody has taken over.
enum MutatedHost {
    /// All hosts and faults of the lab that were captured.
    static let all: [LabHost] = {
        let hosts = EvidenceFiles.names(in: "hosts", withExtension: "txt").compactMap { try? LabHost($0) }
        let variants = EvidenceFiles.names(in: "variants", withExtension: "txt").compactMap { name in
            try? LabHost(
                "d24-sql", transcript: "variants/\(name).txt", seen: "variants/d24-sql.json",
                authority: "variants/ca.pem")
        }
        return hosts + variants
    }()

    /// One of them with some of what it said spoilt.
    static func next(_ dice: inout Dice) -> LabHost {
        var host = dice.pick(all)
        for place in host.record.evidence.indices { spoil(&host.record.evidence[place], &dice) }
        let isRefused = dice.happens(30)
        for place in host.record.dialogues.indices { spoil(&host.record.dialogues[place], isRefused, &dice) }
        if dice.happens(5) { host.record.host.role = dice.pick(Host.Role.allCases) }
        if dice.happens(20) { host.record.host.publicNames = [] }
        host.parameters.isMigrated = dice.happens(30)
        return host
    }

    private static func spoil(_ evidence: inout Evidence, _ dice: inout Dice) {
        if dice.happens(45) { evidence.output = Array(Mutation.of(evidence.output, &dice).prefix(65_536)) }
        if dice.happens(10) { evidence.errors = Array(Mutation.of(evidence.errors, &dice).prefix(8_192)) }
        if dice.happens(2) { evidence.isCut = true }
        guard dice.happens(5) else { return }
        let statuses = [0, 1, 67, 75, 77, 89, 126, 127, 255].map { Evidence.Ending.exited($0) }
        evidence.ending = dice.pick(statuses + [.timedOut, .unreported])
    }

    private static func spoil(_ dialogue: inout Dialogue, _ isRefused: Bool, _ dice: inout Dice) {
        if isRefused, dialogue.vantage == .outside {
            dialogue.reach = dice.pick([.refused, .timedOut, .unreachable("x")])
            (dialogue.talk, dialogue.tls) = (nil, nil)
        }
        if var talk = dialogue.talk {
            for place in talk.transcript.indices { change(&talk.transcript[place], &dice) }
            for place in talk.capabilities.indices { change(&talk.capabilities[place], &dice) }
            if var greeting = talk.greeting {
                change(&greeting, &dice)
                talk.greeting = greeting
            }
            dialogue.talk = talk
        }
        if var tls = dialogue.tls {
            for place in tls.chain.indices where dice.happens(3) {
                tls.chain[place] = Mutation.of(tls.chain[place], &dice)
            }
            dialogue.tls = tls
        }
    }

    private static func change(_ text: inout String, _ dice: inout Dice) {
        if dice.happens(3) { text = String(decoding: Mutation.of(Array(text.utf8), &dice), as: UTF8.self) }
    }
}
