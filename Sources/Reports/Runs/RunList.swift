/// The list of stored runs.
package struct RunList: Sendable {
    package struct Entry: Sendable {
        let id: String
        let name: String?
        let started: Int64
        let hosts: Int
        let seconds: Double?
        let interruption: Int?
        let rerunOf: String?
        let standings: (passing: Int, failing: Int, undecided: Int)?

        /// `started` is in Unix seconds; `seconds` is nil if the run's end was never written.
        package init(
            id: String, name: String?, started: Int64, hosts: Int, seconds: Double?, interruption: Int?,
            rerunOf: String?, standings: (passing: Int, failing: Int, undecided: Int)?
        ) {
            self.id = id
            self.name = name
            self.started = started
            self.hosts = hosts
            self.seconds = seconds
            self.interruption = interruption
            self.rerunOf = rerunOf
            self.standings = standings
        }
    }

    private let entries: [Entry]

    package init(_ entries: [Entry]) {
        self.entries = entries
    }

    package func text(in style: ReportStyle) -> String {
        if entries.isEmpty { return "No run is stored yet: each dovesweep sweep stores one.\n" }
        let head: [Line] = ["run", "started", "hosts", "outcome", "name"]
        let rows = [head.map { $0.painted(.strong) }] + entries.map(\.cells)
        let widths = head.indices.map { column in rows.map { $0[column].width }.max() ?? 0 }
        return rows.map { row in
            zip(row, widths).map { $0.padded(to: $1) }.joined("  ").rendered(in: style) + "\n"
        }.joined()
    }

    /// An array, newest run first.
    package var json: String {
        var writer = JSONWriter()
        writer.write(.array(entries.map(\.json)))
        return writer.text + "\n"
    }
}

extension RunList.Entry {
    fileprivate var cells: [Line] {
        ["\(id)", "\(utc(started))", "\(hosts)", outcome, name.map { "\($0)" } ?? ""]
    }

    /// A running sweep and a killed one both lack their end.
    private var outcome: Line {
        guard let standings else {
            let words: Line = seconds == nil ? "not finished: still running, or killed" : "not judged"
            return words.painted(.open)
        }
        let counts: Line = "\(standings.passing) pass, \(standings.failing) fail, \(standings.undecided) undecided"
        let again: Line = rerunOf.map { ", again from \($0)" } ?? ""
        return counts + (interruption == nil ? "" : ", cut short") + again
    }

    fileprivate var json: JSONValue {
        [
            "id": .string(id), "name": .optional(name), "started": .string(timestamp(started)), "hosts": .int(hosts),
            "finished": .bool(seconds != nil), "seconds": seconds.map { .seconds($0) } ?? .null,
            "interruption": interruption.map { .int($0) } ?? .null, "rerunOf": .optional(rerunOf),
            "passing": standings.map { .int($0.passing) } ?? .null,
            "failing": standings.map { .int($0.failing) } ?? .null,
            "undecided": standings.map { .int($0.undecided) } ?? .null,
        ]
    }
}
