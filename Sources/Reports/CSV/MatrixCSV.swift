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
            + ["cause", "summary", "logins proven"]
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
        return head + cells + [result.cause?.check ?? "", summary, result.loginProven ? "1" : "0"]
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
        return ["total", "", "", "", "\(totals.swept) swept", standings] + cells
            + ["", totals.sentence, "\(totals.loginsProven)"]
    }
}
