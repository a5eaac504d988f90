import Fleet

/// The matrix for a spreadsheet: a line a host in inventory order, and a last line of totals.
struct MatrixCSV {
    let run: Run

    init(_ run: Run) {
        self.run = run
    }

    var text: String {
        let heads =
            ["host", "groups", "role", "state", "outcome", "standing"] + run.items.map(\.rawValue)
            + ["cause", "summary", "failing since", "waived", "waivers", "logins proven"]
        return CSV.text([heads] + run.hosts.map(record) + [totals])
    }

    private func record(_ result: HostResult) -> [String] {
        let host = result.host
        let head = [
            host.name, host.groups.joined(separator: " "), host.role.rawValue, host.state.rawValue,
            result.outcome.rawValue, result.standing.rawValue,
        ]
        let cells = run.items.map { result.verdict(of: $0).rawValue }
        let summary = result.cause?.summary ?? result.reason ?? ""
        return head + cells + [result.cause?.check ?? "", summary] + standing(result)
            + [result.loginProven ? "1" : "0"]
    }

    /// Since when the oldest failure is known, the items that are waived, and who has accepted what until when.
    private func standing(_ result: HostResult) -> [String] {
        let waivers = result.findings.compactMap { finding in
            finding.waiver.map { "\(finding.check) \($0.words)" }
        }
        return [
            result.findings.compactMap(\.failingSince).min().map(timestamp) ?? "",
            result.waivedItems.map(\.rawValue).joined(separator: " "), waivers.joined(separator: "\n"),
        ]
    }

    /// Under each item how many hosts have which verdict but pass.
    private var totals: [String] {
        let totals = run.totals
        let cells = run.items.map { item in
            Verdict.allCases.filter { $0 != .pass && $0 != .skipped }.compactMap { verdict in
                totals.items[item]?[verdict].map { "\($0) \(verdict.rawValue)" }
            }.joined(separator: ", ")
        }
        let standings = "\(totals.passing) passing, \(totals.failing) failing, \(totals.undecided) undecided"
        let waived = "\(totals.waived.counted("host"))"
        return ["total", "", "", "", "\(totals.swept) swept", standings] + cells
            + ["", totals.sentence, "", waived, "", "\(totals.loginsProven)"]
    }
}
