internal import Diagnostics
package import Fleet
internal import Inventory
package import YAMLFiles

/// A policy file: the gate that it asks for, and where it names the groups of its quorums.
package struct PolicyFile {
    package private(set) var gate = Gate()
    private var quorums: [String: YAMLEntry] = [:]

    /// Missing keys keep the defaults.
    ///
    /// `subjects` are the known items and checks. Throws for an unknown key, item or check, or a wrong value.
    package init(_ bytes: [UInt8], file: String, subjects: [String]) throws(YAMLFileError) {
        guard let root = try YAMLEntry(bytes, file: file) else { return }
        let fields = try root.fields([
            "fail-on", "max-failing", "min-coverage", "require-login", "must-pass", "ignore", "quorum",
        ])
        if let entry = fields["fail-on"] {
            gate.failOn = try Gate.Threshold(rawValue: entry.choice(Gate.Threshold.allCases.map(\.rawValue))) ?? .fail
        }
        if let entry = fields["max-failing"] { gate.maxFailing = try entry.allowance() }
        if let entry = fields["min-coverage"] { gate.minCoverage = try entry.percent() }
        if let entry = fields["require-login"] { gate.requiresLogin = try entry.flag() }
        if let entry = fields["must-pass"] { gate.mustPass = try entry.subjects(subjects) }
        if let entry = fields["ignore"] { gate.ignored = try entry.subjects(subjects) }
        for (group, entry) in try fields["quorum"]?.pairs() ?? [] {
            gate.set(try entry.allowance(), for: group)
            quorums[group] = entry
        }
    }

    /// The error of a quorum's group that no host is in; nil if the file does not name it.
    package func stranger(_ group: String, among groups: Set<String>) -> YAMLFileError? {
        quorums[group]?.wrong("no host is in such a group. \(Suggestion.sentence(for: group, among: groups))Correct it")
    }
}

extension Gate {
    /// Sets a quorum; `default` is for groups of drained hosts without their own.
    package mutating func set(_ quorum: Allowance, for group: String) {
        if group == "default" { defaultQuorum = quorum } else { quorums[group] = quorum }
    }
}

extension YAMLEntry {
    fileprivate func allowance() throws(YAMLFileError) -> Gate.Allowance {
        guard let allowance = Gate.Allowance(argument: try text()) else {
            throw wrong("a number of hosts or a percentage is needed here, such as 2 or 5%")
        }
        return allowance
    }

    fileprivate func percent() throws(YAMLFileError) -> Int {
        guard let share = Gate.percentage(try text()) else { throw wrong("a percentage is needed here, from 0 to 100") }
        return share
    }

    fileprivate func subjects(_ known: [String]) throws(YAMLFileError) -> [String] {
        var subjects: [String] = []
        for entry in try oneOrMore() { subjects.append(try entry.subject(known)) }
        return subjects
    }

    func subject(_ known: [String]) throws(YAMLFileError) -> String {
        let name = try words()
        guard known.contains(name) else {
            let near = Suggestion.sentence(for: name, among: known)
            throw wrong("“\(name)” is neither an item nor a check. \(near)See dovesweep checks list")
        }
        return name
    }
}
