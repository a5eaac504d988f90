internal import Assessment
internal import Fleet

/// A run as JSON, `dovesweep.run/1`.
struct RunDocument {
    private let report: Report

    init(_ report: Report) {
        self.report = report
    }

    var text: String { String(decoding: bytes(), as: UTF8.self) }

    func bytes(lineWidth: Int? = JSONWriter.lineWidth) -> [UInt8] {
        var writer = JSONWriter(lineWidth: lineWidth)
        writer.write(.object(members(hosts: [("hosts", hosts)])))
        writer.endLine()
        return writer.bytes
    }

    private var hosts: JSONValue {
        let hosts = report.run.hosts
        return .elements(count: hosts.count) { hosts[$0].json }
    }

    var lineWithoutHosts: String { JSONLines.line(.object(members(hosts: []))) }

    private func members(hosts: [(key: String, value: JSONValue)]) -> [(key: String, value: JSONValue)] {
        let run = report.run
        let head: [(key: String, value: JSONValue)] = [
            ("schema", "dovesweep.run/1"),
            ("id", .string(run.id)),
            ("started", .string(timestamp(run.started))),
            ("seconds", .seconds(run.seconds)),
            ("catalogue", ["version": .string(run.catalogueVersion), "sha256": .string(run.catalogueHash)]),
            ("agent", ["sha256": .string(run.agentHash)]),
            ("items", .strings(run.items.map(\.rawValue))),
            ("partial", .bool(run.isPartial)),
            ("exit", ["status": .int(report.status), "reason": .string(report.decision.reason)]),
            ("gate", report.gate),
            ("totals", run.totals.json(of: run.items)),
        ]
        return head + hosts + [
            ("causes", .array(run.causes.map(\.json))),
            ("oddOnes", .array(OddOne.all(in: run).flatMap(\.json))),
        ]
    }
}

extension JSONValue {
    /// To the millisecond.
    static func seconds(_ duration: Double) -> JSONValue { .double((duration * 1000).rounded() / 1000) }
}

extension Totals {
    fileprivate func json(of columns: [Item]) -> JSONValue {
        [
            "hosts": .int(hosts), "swept": .int(swept), "passing": .int(passing), "failing": .int(failing),
            "undecided": .int(undecided), "loginsProven": .int(loginsProven),
            "items": .object(columns.map { ($0.rawValue, counts(of: $0)) }),
            "waived": [
                "hosts": .int(waived),
                "items": .object(columns.compactMap { item in waivedItems[item].map { (item.rawValue, .int($0)) } }),
            ],
        ]
    }

    private func counts(of item: Item) -> JSONValue {
        .object(
            Verdict.allCases.compactMap { verdict in
                items[item]?[verdict].map { (verdict.rawValue, .int($0)) }
            })
    }
}

extension OddOne {
    fileprivate var json: [JSONValue] {
        oddities.map { oddity, groups in
            let kind = if case .item = oddity.trait { "item" } else { "fact" }
            return [
                "host": .string(host), "groups": .strings(groups), "kind": .string(kind),
                "name": .string(oddity.trait.key), "own": .string(oddity.own), "others": .string(oddity.others),
            ]
        }
    }
}

extension Run.SharedCause {
    fileprivate var json: JSONValue {
        [
            "check": .string(cause.check), "signature": .string(cause.signature), "summary": .string(cause.summary),
            "hosts": .strings(hosts), "failingSince": .optional(failingSince.map(timestamp)),
            "waivers": .array(waivers.map { ["hosts": .strings($0.hosts), "waiver": $0.waiver.json] }),
        ]
    }
}

extension Report {
    fileprivate var gate: JSONValue {
        [
            "objections": .array(
                objections.map { objection in
                    [
                        "what": .string(objection.what),
                        "details": .array(
                            objection.details.map { ["hosts": .strings($0.hosts), "words": .string($0.words)] }),
                        "remedy": .string(objection.remedy),
                    ]
                }),
            "notes": .strings(notes),
        ]
    }
}
