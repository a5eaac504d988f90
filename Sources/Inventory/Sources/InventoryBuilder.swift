internal import Diagnostics

/// An inventory under construction: groups, hosts and their own variables, in order of first mention.
final class InventoryBuilder {
    struct Group {
        let name: String
        /// Among groups of equal depth, the greatest priority wins.
        var priority = 1
        var variables: Variables = [:]
        /// `source` is nil for links that Ansible adds implicitly.
        var children: [(group: Int, source: Source?)] = []
        var parents: [Int] = []
        var hosts: [Int] = []
    }

    struct Host {
        let name: String
        var variables: Variables = [:]
        /// Without ancestors.
        var groups: [Int] = []
        let file: String?
    }

    static let all = 0
    static let ungrouped = 1

    private(set) var groups = [Group(name: "all"), Group(name: "ungrouped")]
    private(set) var hosts: [Host] = []
    /// Absolute; nil for sources other than files.
    var file: String?
    let warnings: InventoryWarnings
    private var groupNumbers = ["all": all, "ungrouped": ungrouped]
    private var hostNumbers: [String: Int] = [:]

    init(warnings: InventoryWarnings) {
        self.warnings = warnings
        add(child: Self.ungrouped, to: Self.all, at: nil)
    }

    func number(ofGroup name: String) -> Int? { groupNumbers[name] }

    /// Finds or creates a group.
    func group(_ name: String) -> Int {
        if let number = groupNumbers[name] { return number }
        groups.append(Group(name: name))
        groupNumbers[name] = groups.count - 1
        return groups.count - 1
    }

    /// Finds or creates a host, and adds it to a group.
    ///
    /// As in Ansible, only the first mention sets the port. A different port later gives a warning.
    func host(_ name: String, in group: Int, port: Int?, at source: Source) throws(InputError) -> Int {
        let number = if let known = hostNumbers[name] { known } else { try newHost(name, port: port, at: source) }
        // Equal to Swift, and two names to Ansible and DNS.
        guard hosts[number].name.utf8.elementsEqual(name.utf8) else {
            throw InputError(
                .init(
                    "the name of a host occurs before with its accents encoded in another way (Unicode NFC and NFD)",
                    text: name, at: source, remedy: "Copy the name from there."))
        }
        if let port, hosts[number].variables["ansible_port"]?.value != .integer(port) {
            warnings.add(
                .init(
                    "the host occurs before without this port, so the port is ignored, as in Ansible",
                    text: "\(name):\(port)", at: source, remedy: "Set ansible_port to \(port) instead."))
        }
        if !hosts[number].groups.contains(group) {
            hosts[number].groups.append(group)
            groups[group].hosts.append(number)
        }
        return number
    }

    private func newHost(_ name: String, port: Int?, at source: Source) throws(InputError) -> Int {
        guard !name.isEmpty else {
            throw InputError(.init("a host has no name", at: source, remedy: "Give it one, or remove the line."))
        }
        guard name == Excerpt.printable(name) else {
            throw InputError(
                .init(
                    "the name of a host has a character that cannot be printed", text: name, at: source,
                    remedy: "Type the name again."))
        }
        var host = Host(name: name, file: file)
        if let port { host.variables["ansible_port"] = Variable(.integer(port), from: source) }
        hosts.append(host)
        hostNumbers[name] = hosts.count - 1
        return hosts.count - 1
    }

    func add(child: Int, to parent: Int, at source: Source?) {
        guard !groups[child].parents.contains(parent) else { return }
        groups[parent].children.append((child, source))
        groups[child].parents.append(parent)
    }

    /// Sets a host's variable. As in Ansible, a group with the same name gets it instead.
    func set(_ name: String, to variable: Variable, onHost host: Int) throws(InputError) {
        if let group = groupNumbers[hosts[host].name] { return try set(name, to: variable, onGroup: group) }
        try KnownVariables.check(name, at: variable.source)
        KnownVariables.remark(on: name, at: variable.source).map(warnings.add)
        hosts[host].variables[name] = warnings.isSealed ? variable.vaulted : variable
    }

    func set(_ name: String, to variable: Variable, onGroup group: Int) throws(InputError) {
        try KnownVariables.check(name, at: variable.source)
        guard name == "ansible_group_priority" else {
            KnownVariables.remark(on: name, at: variable.source).map(warnings.add)
            groups[group].variables[name] = warnings.isSealed ? variable.vaulted : variable
            return
        }
        guard let text = variable.value.text, let priority = Int(text) else {
            throw InputError(
                .init(
                    "ansible_group_priority is \(variable.value.kind), not a whole number",
                    text: variable.value.text, at: variable.source, remedy: "Write a number such as 10."))
        }
        groups[group].priority = priority
    }

    /// Puts groups without a parent below `all`, and hosts without a group into `ungrouped`.
    func complete() {
        for group in groups.indices where group != Self.all && groups[group].parents.isEmpty {
            add(child: group, to: Self.all, at: nil)
        }
        for host in hosts.indices {
            let others = hosts[host].groups.filter { $0 != Self.all && $0 != Self.ungrouped }
            if others.isEmpty, !hosts[host].groups.contains(Self.ungrouped) {
                hosts[host].groups.append(Self.ungrouped)
                groups[Self.ungrouped].hosts.append(host)
            } else if !others.isEmpty {
                hosts[host].groups.removeAll { $0 == Self.ungrouped }
            }
        }
        groups[Self.ungrouped].hosts.removeAll { !hosts[$0].groups.contains(Self.ungrouped) }
    }
}
