internal import Assessment
internal import Fleet

/// The matrix as CSV, in inventory order.
struct MatrixCSV {
    let run: Run

    init(_ run: Run) {
        self.run = run
    }

    var text: String {
        let heads =
            ["host", "groups", "role", "state", "outcome", "standing"] + run.items.map(\.rawValue)
            + ["cause", "summary", "failing_since", "waived", "waivers", "login_proven"]
        return CSV.text([heads] + run.hosts.map(record))
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

    /// The oldest failure, and the waivers.
    private func standing(_ result: HostResult) -> [String] {
        let waivers = result.findings.compactMap { finding in
            finding.waiver.map { "\(finding.check) \($0.words)" }
        }
        return [
            result.findings.compactMap(\.failingSince).min().map(timestamp) ?? "",
            result.waivedItems.map(\.rawValue).joined(separator: " "), waivers.joined(separator: "\n"),
        ]
    }
}
