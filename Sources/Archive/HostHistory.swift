import Fleet
import FoundationEssentials

/// One host's checks in one run: `{"tls.expiry": ["fail", "expires 1794"]}`.
struct HostHistory: Equatable {
    /// Verdict and signature, by check.
    private(set) var checks: [String: [String]]

    init(_ result: HostResult) {
        checks = Dictionary(
            result.findings.map { finding in
                let verdict = finding.verdict.rawValue
                return (finding.check, finding.verdict == .fail ? [verdict, finding.signature] : [verdict])
            }, uniquingKeysWith: { $1 })
    }

    init(text: String) {
        checks = (try? JSONDecoder().decode([String: [String]].self, from: Data(text.utf8))) ?? [:]
    }

    var text: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: (try? encoder.encode(checks)) ?? Data("{}".utf8), as: UTF8.self)
    }
}

/// Finds the runs in which a host's failures began.
struct FailingSince {
    private(set) var findings: [Finding]
    /// Places of failures whose begin is not found.
    private var open: Set<Int>

    init(_ findings: [Finding]) {
        self.findings = findings
        open = Set(findings.indices.filter { findings[$0].verdict == .fail })
    }

    var isSettled: Bool { open.isEmpty }

    /// Looks at the run before.
    mutating func goBack(to started: Int64, _ history: HostHistory) {
        for place in open {
            guard let found = history.checks[findings[place].check], let verdict = found.first else { continue }
            if verdict == Verdict.fail.rawValue, found.last == findings[place].signature {
                findings[place].failingSince = started
            } else if ![Verdict.unknown, .blocked, .skipped].map(\.rawValue).contains(verdict) {
                open.remove(place)
            }
        }
    }
}
