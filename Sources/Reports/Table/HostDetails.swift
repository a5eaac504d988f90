internal import Assessment
internal import Fleet

/// The details of one host without its name; hosts with equal details share a block.
struct HostDetails: Hashable {
    private(set) var entries: [Entry] = []
    /// Compared by bytes: `Line` equates canonically equivalent names.
    private var remedies: [Remedy] = []

    struct Entry: Hashable {
        var margin: Line
        var text: Line
        var kind = Kind.words

        enum Kind {
            case words
            /// Never cut or wrapped, so that it can be copied.
            case command
            /// Each wrapped line begins with `#`, so that a shell does not run it.
            case comment
        }
    }

    /// `isVerbose` adds evidence and skipped checks.
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
        // The report lists hosts that were not swept by outcome.
        if result.outcome == .swept {
            append(findings.of(.unknown).filter { !result.isCause($0) }, in: findings, isVerbose)
        }
        append(findings.of(.blocked).filter { result.isUnexplained($0) }, in: findings, isVerbose)
        append(findings.of(.warn).filter { !result.isCause($0) }, in: findings, isVerbose)
        let isUnasked = result.outcome == .swept && !result.isJudged
        if isUnasked { entries.append(.unasked) }
        if isVerbose || isUnasked { append(findings.of(.skipped), in: findings, false) }
    }

    private mutating func append(_ chosen: [Finding], in all: [Finding], _ isVerbose: Bool) {
        let rows = isVerbose ? chosen.map { [$0] } : Self.rows(chosen)
        let remedies = rows.map { $0.lazy.compactMap(\.remedy).first }
        for (index, row) in rows.enumerated() {
            // Consecutive rows share a remedy: without root, ten checks have the same.
            let isLast = index + 1 == rows.count || remedies[index + 1] != remedies[index]
            append(
                row[0].margin, row.subject, row[0].summary, remedy: isLast ? remedies[index] : nil,
                paint: row[0].verdict.paint)
            for finding in row {
                append(standingOf: finding)
                if isVerbose { append(evidenceOf: finding) }
            }
            if row[0].verdict == .fail { append(blockedBy: row[0].check, in: all) }
        }
    }

    /// What one missing fact leaves unknown is one row.
    private static func rows(_ findings: [Finding]) -> [[Finding]] {
        findings.gathered { $0.verdict == .unknown ? $0.summary : $0.check }.map(\.elements).flatMap { alike in
            Set(alike.compactMap(\.remedy)).count > 1 ? alike.map { [$0] } : [alike]
        }
    }

    private mutating func append(
        _ margin: Line, _ check: String, _ summary: String, remedy: Remedy?, paint: Paint
    ) {
        let name = Line("\(check)").painted(.strong)
        entries.append(Entry(margin: margin.painted(paint == .plain ? .faint : paint), text: "\(name): \(summary)"))
        if let remedy { remedies.append(remedy) }
        for (index, step) in PrintableLines(remedy).texts.enumerated() {
            let isComment = step.utf8.starts(with: "# ".utf8)
            let text = isComment ? String(decoding: step.utf8.dropFirst(2), as: UTF8.self) : step
            entries.append(
                Entry(
                    margin: index == 0 ? "remedy" : "", text: "\(text, limit: .max)",
                    kind: isComment ? .comment : .command))
        }
    }

    private mutating func append(standingOf finding: Finding) {
        if let since = finding.failingSince {
            entries.append(Entry(margin: Line("since").painted(.faint), text: "\(utc(since))"))
        }
        if let waiver = finding.waiver {
            entries.append(Entry(margin: CellState.waived.word, text: "\(waiver.words, limit: Waiver.longestWords)"))
        }
    }

    private mutating func append(evidenceOf finding: Finding) {
        for excerpt in finding.evidence {
            for (index, line) in PrintableLines(excerpt.excerpt).lines.enumerated() {
                let margin: Line = index == 0 ? "seen" : ""
                entries.append(Entry(margin: margin.painted(.faint), text: line.painted(.faint)))
            }
        }
    }

    private mutating func append(blockedBy check: String, in findings: [Finding]) {
        let blocked = findings.filter { $0.blockedBy == check && $0.check != check }.map(\.item)
        let items = blocked.indices.filter { !blocked[..<$0].contains(blocked[$0]) }.map { blocked[$0] }
        let entry = Entry(
            margin: Line("blocks").painted(.blocked),
            text: items.map(\.head).joined(", "))
        if !items.isEmpty, !entries.contains(entry) { entries.append(entry) }
    }
}

extension HostDetails.Entry {
    fileprivate static let unasked = Self(
        margin: Verdict.unknown.word, text: "no selected check applies: select others, or leave this host out")
}

extension [Finding] {
    /// `user.userdb and 4 more`.
    fileprivate var subject: String {
        count > 2 ? "\(self[0].check) and \(count - 1) more" : map(\.check).joined(separator: ", ")
    }
}

extension Finding {
    fileprivate var margin: Line { verdict == .fail ? "also" : "\(verdict.rawValue)" }
}

extension HostResult {
    fileprivate func isCause(_ finding: Finding) -> Bool { cause?.isMade(of: finding) == true }

    /// Whether no failure in this block explains it.
    fileprivate func isUnexplained(_ finding: Finding) -> Bool {
        let named = findings.of(.fail).map(\.check) + [cause?.check].compactMap(\.self)
        return !named.contains { $0 == finding.blockedBy }
    }
}
