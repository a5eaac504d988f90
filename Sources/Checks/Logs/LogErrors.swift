import Fleet

struct LogErrors: Check {
    let id = "logs.errors"

    func judge(_ subject: Subject) throws(Unjudgeable) -> Judgement {
        // A warning is worth a word only where its meaning is known: Dovecot warns of its own stop, too.
        let troubles = try subject.logLines().filter { line in
            !isNoise(line.text) && (line.level != "Warning" || meaning(of: line.text) != nil)
        }
        guard let newest = troubles.last else { return .pass("no errors in the last day") }
        let meanings = troubles.compactMap { meaning(of: $0.text) }
        let kind = meanings.last ?? (newest.text, "doveadm log errors")
        let count = troubles.count < Self.kept ? "\(troubles.count)" : "\(Self.kept) or more"
        return .warn(
            "\(count) in the last day, the newest: \(meanings.last?.0 ?? String(newest.text.prefix(200)))",
            signature: kind.0, evidence: evidence(troubles), remedy: kind.1)
    }

    /// How many lines the agent brings home at most.
    private static let kept = 200

    /// The last line of each kind, newest last.
    private func evidence(_ lines: [LogLine]) -> [Finding.Excerpt] {
        var seen: Set<String> = []
        let distinct = lines.reversed().filter { seen.insert(meaning(of: $0.text)?.0 ?? $0.text).inserted }.prefix(4)
        let shown = distinct.reversed().map { "\($0.time) \($0.prefix) \($0.level): \($0.text)".prefix(300) }
        return [Finding.Excerpt(probe: "logs.errors", excerpt: shown.joined(separator: "\n"))]
    }
}

extension LogErrors {
    var explanation: Explanation {
        Explanation(
            title: "Has Dovecot logged errors in the last day, since its start?",
            why:
                "The log names causes that no single probe meets: limits that are reached now and then,"
                + " permissions of other "
                + "users' mail, crashes. Password guessers' noise is left out.",
            byHand: "doveadm log errors",
            remedies: ["Each known line comes with its meaning; the rest is quoted."],
            references: ["https://doc.dovecot.org/2.4.1/core/admin/errors.html"])
    }
}
