/// An inventory while its sources are read: groups, hosts and their own variables, in the order they were first named.
final class Draft {
    struct Group {
        let name: String
        /// Among groups of equal depth the greater wins.
        var priority = 1
        var variables: Variables = [:]
        /// In the order they were added, and where it says so; nil for what Ansible adds by itself.
        var children: [(group: Int, source: Source?)] = []
        var parents: [Int] = []
        var hosts: [Int] = []
    }

    struct Host {
        let name: String
        var variables: Variables = [:]
        /// The groups that name it, without their ancestors.
        var groups: [Int] = []
        /// The file that named it first.
        let file: String?
    }

    /// The groups that every inventory has.
    static let all = 0
    static let ungrouped = 1

    private(set) var groups = [Group(name: "all"), Group(name: "ungrouped")]
    private(set) var hosts: [Host] = []
    /// The file that is being read, in full; nil for what is none.
    var file: String?
    let warnings: InventoryWarnings
    private var groupNumbers = ["all": all, "ungrouped": ungrouped]
    private var hostNumbers: [String: Int] = [:]

    init(warnings: InventoryWarnings) {
        self.warnings = warnings
        add(child: Self.ungrouped, to: Self.all, at: nil)
    }

    func number(ofGroup name: String) -> Int? { groupNumbers[name] }

    /// The group of a name, made where it is new.
    func group(_ name: String) -> Int {
        if let number = groupNumbers[name] { return number }
        groups.append(Group(name: name))
        groupNumbers[name] = groups.count - 1
        return groups.count - 1
    }

    /// The host of a name, made where it is new, and put into a group.
    ///
    /// A port behind the name counts where the host is named first; a later one is lost, as in Ansible, and told.
    func host(_ name: String, in group: Int, port: Int?, at source: Source) throws(InventoryError) -> Int {
        let number = if let known = hostNumbers[name] { known } else { try newHost(name, port: port, at: source) }
        if let port, hosts[number].variables["ansible_port"]?.value != .integer(port) {
            warnings.add(
                .init(
                    "the host was named before without this port, which as in Ansible does not count",
                    text: "\(name):\(port)", at: source, remedy: "Set ansible_port to \(port) in its place."))
        }
        if !hosts[number].groups.contains(group) {
            hosts[number].groups.append(group)
            groups[group].hosts.append(number)
        }
        return number
    }

    private func newHost(_ name: String, port: Int?, at source: Source) throws(InventoryError) -> Int {
        guard !name.isEmpty else {
            throw InventoryError(.init("a host has no name", at: source, remedy: "Give it one, or remove the line."))
        }
        guard name == Excerpt.printable(name) else {
            throw InventoryError(
                .init(
                    "a host's name holds a character that cannot be printed", text: name, at: source,
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

    /// Sets a host's variable. A group of the same name gets it instead, as in Ansible, which warns of such names.
    func set(_ name: String, to variable: Variable, onHost host: Int) throws(InventoryError) {
        if let group = groupNumbers[hosts[host].name] { return try set(name, to: variable, onGroup: group) }
        try KnownVariables.check(name, at: variable.source)
        KnownVariables.remark(on: name, at: variable.source).map(warnings.add)
        hosts[host].variables[name] = warnings.isSealed ? variable.vaulted : variable
    }

    func set(_ name: String, to variable: Variable, onGroup group: Int) throws(InventoryError) {
        try KnownVariables.check(name, at: variable.source)
        guard name == "ansible_group_priority" else {
            KnownVariables.remark(on: name, at: variable.source).map(warnings.add)
            groups[group].variables[name] = warnings.isSealed ? variable.vaulted : variable
            return
        }
        guard let text = variable.value.text, let priority = Int(text) else {
            throw InventoryError(
                .init(
                    "ansible_group_priority is \(variable.value.kind), not a whole number",
                    text: variable.value.text, at: variable.source, remedy: "Write a number such as 10."))
        }
        groups[group].priority = priority
    }

    /// Puts in order what only the whole says: every group is below `all`, every host in a group.
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
