package import Assessment
internal import Fleet

/// A comparison as JSON, `dovesweep.comparison/1`.
package struct ComparisonDocument {
    private let comparison: Comparison

    package init(_ comparison: Comparison) {
        self.comparison = comparison
    }

    package var text: String {
        var writer = JSONWriter()
        writer.write(.object(head + [("changes", .array(comparison.changes.map(\.json)))] + rest))
        return writer.text + "\n"
    }

    /// One JSON line per change, then the rest.
    var lines: String {
        comparison.changes.map { JSONLines.line($0.json) }.joined() + JSONLines.line(.object(head + rest))
    }

    private typealias Members = [(key: String, value: JSONValue)]

    private var head: Members {
        [
            ("schema", "dovesweep.comparison/1"),
            ("before", comparison.before.json), ("after", comparison.after.json),
            ("sameCatalogue", .bool(comparison.hasSameCatalogue)),
            ("exit", ["status": .int(comparison.status), "reason": .string(comparison.summary)]),
            (
                "totals",
                .object(
                    Comparison.Kind.allCases.map { ($0.rawValue, .int(comparison.changes($0).count)) }
                        + [("appeared", .int(comparison.appeared.count)), ("gone", .int(comparison.gone.count))])
            ),
            ("fleet", ["before": comparison.totals.before.json, "after": comparison.totals.after.json]),
        ]
    }

    private var rest: Members {
        [
            ("appeared", .array(comparison.appeared.map(\.brief))), ("gone", .array(comparison.gone.map(\.brief))),
            (
                "askedAlone",
                [
                    "before": .strings(comparison.askedBeforeAlone.map(\.host.name)),
                    "after": .strings(comparison.askedAfterAlone.map(\.host.name)),
                ]
            ),
            ("facts", .array(comparison.facts.map(\.json))),
            ("notComparable", .array(comparison.notComparable.map(\.json))),
        ]
    }
}

extension Comparison.Tally {
    fileprivate var json: JSONValue {
        [
            "hosts": .int(hosts), "passing": .int(passing), "loginsProven": .int(loginsProven),
            "triedLogins": .bool(triedLogins),
        ]
    }
}

extension Comparison.FactChange {
    fileprivate var json: JSONValue {
        [
            "host": .string(host), "fact": .string(fact), "before": .optional(before), "after": .optional(after),
        ]
    }
}

extension Comparison.Unasked {
    fileprivate var json: JSONValue {
        ["check": .string(check), "askedIn": .string(wasAsked ? "before" : "after"), "hosts": .int(hosts.count)]
    }
}

extension Run {
    fileprivate var json: JSONValue {
        [
            "id": .string(id), "started": .string(timestamp(started)), "hosts": .int(hosts.count),
            "catalogue": ["version": .string(catalogueVersion), "sha256": .string(catalogueHash)],
        ]
    }
}

extension HostResult {
    fileprivate var brief: JSONValue {
        [
            "name": .string(host.name), "standing": .string(standing.rawValue), "outcome": .string(outcome.rawValue),
            "cause": .optional(cause?.check),
        ]
    }
}

extension Comparison.Change {
    fileprivate var json: JSONValue {
        [
            "kind": .string(kind.rawValue), "host": .string(host), "formerHost": .optional(formerHost),
            "check": .string(after.check), "item": .string(after.item.rawValue), "before": before.brief,
            "after": after.brief,
        ]
    }
}

extension Finding {
    fileprivate var brief: JSONValue {
        [
            "verdict": .string(verdict.rawValue), "signature": .string(signature), "summary": .string(summary),
            "remedy": .optional(remedy?.script), "blockedBy": .optional(blockedBy),
        ]
    }
}
