internal import Diagnostics
internal import TextFiles

/// References to variables, Ansible's magic variables, `hostvars` and `groups`.
extension Template {
    mutating func resolve(_ reference: TemplateReference, _ way: [String]) throws(InputError) -> Answer {
        visits += 1
        guard visits < Self.visitLimit, way.count < Self.wayLimit else { return Self.tooMuch }
        let name = reference.name
        if name == "hostvars" || name == "groups" { return try resolve(across: reference, way) }
        guard let variable = ownVariable(name) ?? host.variable(name) else { return unset(name) }
        guard !way.contains(label(of: name)) else { throw circle(way + [label(of: name)], at: variable.source) }
        let way = way + [label(of: name)]
        return try walk(
            reference.steps[...], from: try resolve(variable, way: way), of: name, at: variable.source, way)
    }

    /// Each part may be a template again.
    private mutating func walk(
        _ steps: ArraySlice<TemplateReference.Step>, from start: Answer, of name: String, at source: Source,
        _ way: [String]
    ) throws(InputError) -> Answer {
        var answer = start
        for step in steps {
            guard case .value(let value) = answer else { return answer }
            switch try key(step, way) {
            case .refused(let reason): return .refused(reason)
            case .value(let key):
                guard let part = value.plain.part(at: key.plain) else {
                    return .refused("refers to a part of \"\(Excerpt.of(name))\" that does not exist: correct it")
                }
                let found = try resolve(Variable(part, from: source), way: way)
                answer = value.isVaulted || key.isVaulted ? found.vaulted : found
            }
        }
        return answer
    }

    /// `hostvars['mx1'].name` and `groups['mail'][0]`.
    private mutating func resolve(
        across reference: TemplateReference, _ way: [String]
    ) throws(InputError) -> Answer {
        guard let inventory, let first = reference.steps.first else { return unset(reference.name) }
        guard case .value(let value) = try key(first, way), let key = value.plain.text else {
            return .refused("refers to a part of \"\(reference.name)\" that cannot be found: correct it")
        }
        if reference.name == "groups" {
            guard let names = inventory.hostNames(ofGroup: key) else {
                return .refused(
                    "refers to the group \"\(Excerpt.of(key))\", which is not in the inventory: correct it")
            }
            let source = Source(file: host.name)
            return try walk(
                reference.steps.dropFirst(), from: .value(.list(names.map(Value.string))), of: "groups", at: source, way
            )
        }
        guard let other = inventory.host(named: key) else {
            return .refused("refers to the host \"\(Excerpt.of(key))\", which is not in the inventory: correct it")
        }
        guard reference.steps.count > 1, case .value(let name) = try self.key(reference.steps[1], way),
            let name = name.plain.text
        else { return .refused("refers to all variables of \"\(Excerpt.of(key))\": write one of them") }
        var template = Template(host: other, vault: vault, inventory: inventory)
        template.visits = visits
        defer { visits = template.visits }
        return try template.resolve(TemplateReference(name, steps: Array(reference.steps.dropFirst(2))), way)
    }

    private mutating func key(_ step: TemplateReference.Step, _ way: [String]) throws(InputError) -> Answer {
        switch step {
        case .key(let key): .value(.string(key))
        case .place(let place): .value(.integer(place))
        case .reference(let reference): try resolve(reference, way)
        }
    }

    private func unset(_ name: String) -> Answer {
        guard host.sealed.isEmpty else {
            return .refused("refers to \"\(Excerpt.of(name))\", which may be in an encrypted file")
        }
        let near = Suggestion.sentence(for: name, among: host.variables.keys)
        return .refused(
            "refers to \"\(Excerpt.of(name))\", which the inventory does not set for this host. \(near)Set it, or "
                + "write the value itself")
    }

    func label(of name: String) -> String {
        "\(host.name).\(name)"
    }

    private func circle(_ way: [String], at source: Source) -> InputError {
        let own = "\(host.name)."
        let circle = way.drop { $0 != way.last }.map { $0.hasPrefix(own) ? String($0.dropFirst(own.count)) : $0 }
        return InputError(
            .init(
                "variables of \(host.name) refer to each other in a loop", text: circle.joined(separator: " > "),
                at: source, remedy: "Give one of them a value."))
    }

    /// Ansible's magic variables.
    private func ownVariable(_ name: String) -> Variable? {
        let value: Value? =
            switch name {
            case "inventory_hostname": .string(host.name)
            case "inventory_hostname_short": .string(String(host.name.prefix { $0 != "." }))
            case "inventory_file": host.file.map(Value.string)
            case "inventory_dir": host.file.map { .string(Path.folder(of: $0)) }
            case "group_names": .list(host.groups.map(Value.string))
            default: nil
            }
        return value.map { Variable($0, from: Source(file: host.name)) }
    }
}

extension Value {
    fileprivate func part(at key: Value) -> Value? {
        switch (key, self) {
        case (.integer(let place), .list(let values)): values.indices.contains(place) ? values[place] : nil
        case (_, .mapping(let values)): key.mappingKey.flatMap { values[$0] }
        default: nil
        }
    }
}
