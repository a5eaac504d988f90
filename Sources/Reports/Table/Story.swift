import Fleet

/// What there is to say of one host, without its name: hosts with the same story are told together.
struct Story: Hashable {
    private(set) var entries: [Entry] = []
    /// The remedies of its entries, to the byte: a `Line` takes canonically equivalent names for one.
    private var remedies: [Remedy] = []

    /// A word in the margin, and what stands beside it.
    struct Entry: Hashable {
        var margin: Line
        var text: Line
        var kind = Kind.words

        enum Kind {
            case words
            /// Never cut or wrapped: what is copied must be whole.
            case command
            /// Wrapped into lines that each begin with a `#`: a shell must not run what is copied.
            case comment
        }
    }

    /// Tells it; `isVerbose` adds evidence, and what was skipped.
    init(_ result: HostResult, isVerbose: Bool) {
        let findings = result.findings
        if let cause = result.cause {
            let paint = result.standing != .failing ? Paint.open : result.isWaived ? .warning : .failure
            append("cause", cause.check, cause.summary, remedy: cause.remedy, paint: paint)
            let own = findings.filter { cause.isMade(of: $0) }
            own.first.map { append(standingOf: $0) }
            if isVerbose { own.forEach { append(evidenceOf: $0) } }
            append(blockedBy: cause.check, in: findings)
        }
        append(findings.of(.fail).filter { !result.isCause($0) }, in: findings, isVerbose)
        // Of a host that was not swept nothing is known, which the report says once, by its outcome.
        if result.outcome == .swept {
            append(findings.of(.unknown).filter { !result.isCause($0) }, in: findings, isVerbose)
        }
        append(findings.of(.blocked).filter { result.isUnexplained($0) }, in: findings, isVerbose)
        append(findings.of(.warn).filter { !result.isCause($0) }, in: findings, isVerbose)
        // Where no check applied, the reasons why are all that there is to say.
        let isUnasked = result.outcome == .swept && !result.isJudged
        if isUnasked { entries.append(.unasked) }
        if isVerbose || isUnasked { append(findings.of(.skipped), in: findings, false) }
    }

    private mutating func append(_ chosen: [Finding], in all: [Finding], _ isVerbose: Bool) {
        for (index, finding) in chosen.enumerated() {
            // What has the same remedy as the next one shares it: without root, ten checks say the same.
            let isLast = index + 1 == chosen.count || chosen[index + 1].remedy != finding.remedy
            append(
                finding.margin, finding.check, finding.summary, remedy: isLast ? finding.remedy : nil,
                paint: finding.verdict.paint)
            append(standingOf: finding)
            if isVerbose { append(evidenceOf: finding) }
            if finding.verdict == .fail { append(blockedBy: finding.check, in: all) }
        }
    }

    private mutating func append(
        _ margin: Line, _ check: String, _ summary: String, remedy: Remedy?, paint: Paint
    ) {
        let name = Line("\(check)").painted(.strong)
        entries.append(Entry(margin: margin.painted(paint == .plain ? .faint : paint), text: "\(name): \(summary)"))
        if let remedy { remedies.append(remedy) }
        for (index, step) in Steps(remedy).texts.enumerated() {
            let isComment = step.utf8.starts(with: "# ".utf8)
            let text = isComment ? String(decoding: step.utf8.dropFirst(2), as: UTF8.self) : step
            entries.append(
                Entry(
                    margin: index == 0 ? "remedy" : "", text: "\(text, limit: .max)",
                    kind: isComment ? .comment : .command))
        }
    }

    /// Since when it fails, and who has accepted that until when.
    private mutating func append(standingOf finding: Finding) {
        if let since = finding.failingSince {
            entries.append(Entry(margin: Line("since").painted(.faint), text: "\(utc(since))"))
        }
        if let waiver = finding.waiver {
            entries.append(Entry(margin: Shown.waived.word, text: "\(waiver.words, limit: Waiver.longestWords)"))
        }
    }

    private mutating func append(evidenceOf finding: Finding) {
        for excerpt in finding.evidence {
            for (index, line) in Steps(excerpt.excerpt).lines.enumerated() {
                let margin: Line = index == 0 ? "seen" : ""
                entries.append(Entry(margin: margin.painted(.faint), text: line.painted(.faint)))
            }
        }
    }

    /// Names the items that a failure keeps from being judged, once.
    private mutating func append(blockedBy check: String, in findings: [Finding]) {
        let blocked = findings.filter { $0.blockedBy == check && $0.check != check }.map(\.item)
        let items = blocked.indices.filter { !blocked[..<$0].contains(blocked[$0]) }.map { blocked[$0] }
        let entry = Entry(
            margin: Line("blocks").painted(.blocked),
            text: items.map(\.head).joined(", "))
        if !items.isEmpty, !entries.contains(entry) { entries.append(entry) }
    }
}

extension Story.Entry {
    fileprivate static let unasked = Self(
        margin: Verdict.unknown.word, text: "no check that was asked for applies: ask for others, or leave it out")
}

extension Finding {
    /// The word in the margin; a failure beside the cause is there in its own right.
    fileprivate var margin: Line { verdict == .fail ? "also" : "\(verdict.rawValue)" }
}

extension HostResult {
    /// Whether the finding is the one that the cause was made of.
    fileprivate func isCause(_ finding: Finding) -> Bool { cause?.isMade(of: finding) == true }

    /// Whether what blocks it is no failure that this story names, so that it would go untold.
    fileprivate func isUnexplained(_ finding: Finding) -> Bool {
        let named = findings.of(.fail).map(\.check) + [cause?.check].compactMap(\.self)
        return !named.contains { $0 == finding.blockedBy }
    }
}
