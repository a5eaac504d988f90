package import Fleet
package import YAMLFiles

extension Gate {
    /// Reads a policy file: a gate with everything that the file does not say as it is without one.
    ///
    /// `subjects` are the items and checks that there are. It throws for an unknown key, item or check, or a value
    /// that is none, with file and line.
    package init(policy bytes: [UInt8], file: String, subjects: [String]) throws(YAMLFileError) {
        self.init()
        guard let root = try YAMLEntry(bytes, file: file) else { return }
        let fields = try root.fields([
            "fail-on", "max-failing", "min-coverage", "require-login", "must-pass", "ignore", "quorum",
        ])
        if let entry = fields["fail-on"] {
            failOn = try Threshold(rawValue: entry.choice(Threshold.allCases.map(\.rawValue))) ?? .fail
        }
        if let entry = fields["max-failing"] { maxFailing = try entry.allowance() }
        if let entry = fields["min-coverage"] { minCoverage = try entry.percent() }
        if let entry = fields["require-login"] { requiresLogin = try entry.flag() }
        if let entry = fields["must-pass"] { mustPass = try entry.subjects(subjects) }
        if let entry = fields["ignore"] { ignored = try entry.subjects(subjects) }
        for (group, entry) in try fields["quorum"]?.pairs() ?? [] {
            set(try entry.allowance(), for: group)
        }
    }

    /// The quorum of a group; `default` is for the groups of drained hosts that have none of their own.
    package mutating func set(_ quorum: Allowance, for group: String) {
        if group == "default" { usualQuorum = quorum } else { quorums[group] = quorum }
    }
}

extension YAMLEntry {
    fileprivate func allowance() throws(YAMLFileError) -> Gate.Allowance {
        guard let allowance = Gate.Allowance(argument: try text()) else {
            throw wrong("a number of hosts or a percentage is wanted here, such as 2 or 5%")
        }
        return allowance
    }

    fileprivate func percent() throws(YAMLFileError) -> Int {
        let text = try text()
        guard let number = Int(text.hasSuffix("%") ? text.dropLast() : text[...]), (0...100).contains(number) else {
            throw wrong("a percentage is wanted here, from 0 to 100")
        }
        return number
    }

    fileprivate func subjects(_ known: [String]) throws(YAMLFileError) -> [String] {
        var subjects: [String] = []
        for entry in try oneOrMore() { subjects.append(try entry.subject(known)) }
        return subjects
    }

    /// An item or a check that there is.
    func subject(_ known: [String]) throws(YAMLFileError) -> String {
        let name = try words()
        guard known.contains(name) else {
            throw wrong("“\(name)” is no item and no check: see dovesweep checks list")
        }
        return name
    }
}
