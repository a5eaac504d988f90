import Fleet

/// A comparison as JSON, `dovesweep.comparison/1`.
package struct ComparisonDocument {
    private let comparison: Comparison

    package init(_ comparison: Comparison) {
        self.comparison = comparison
    }

    package var text: String {
        var writer = JSONWriter()
        writer.write(value)
        return writer.text + "\n"
    }

    private var value: JSONValue {
        [
            "schema": "dovesweep.comparison/1",
            "before": comparison.before.json, "after": comparison.after.json,
            "sameCatalogue": .bool(comparison.hasSameCatalogue),
            "exit": ["status": .int(comparison.status), "reason": .string(comparison.summary)],
            "totals": .object(
                Comparison.Kind.allCases.map { ($0.rawValue, .int(comparison.changes($0).count)) }
                    + [("appeared", .int(comparison.appeared.count)), ("gone", .int(comparison.gone.count))]),
            "changes": .array(comparison.changes.map(\.json)),
            "appeared": .array(comparison.appeared.map(\.brief)), "gone": .array(comparison.gone.map(\.brief)),
            "facts": .array(
                comparison.facts.map { change in
                    [
                        "host": .string(change.host), "fact": .string(change.fact), "before": .optional(change.before),
                        "after": .optional(change.after),
                    ]
                }),
            "notComparable": .array(
                comparison.notComparable.map { unasked in
                    [
                        "check": .string(unasked.check), "askedIn": .string(unasked.wasAsked ? "before" : "after"),
                        "hosts": .int(unasked.hosts),
                    ]
                }),
        ]
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
            "remedy": .optional(remedy), "blockedBy": .optional(blockedBy),
        ]
    }
}
