/// Jinja in a value, as far as it is resolved here: references to variables of the host, and nothing else.
struct Template {
    let host: InventoryHost
    let vault: Vault

    /// What a value stands for.
    enum Answer: Equatable {
        case value(Value)
        /// Why that cannot be told, as the rest of a sentence that begins with the variable.
        case refused(String)
    }

    /// More text, and more references, than any variable needs: where each holds two more, time and memory would run out.
    private static let limit = 100_000
    private static let visitLimit = 10_000
    private var visits = 0

    init(host: InventoryHost, vault: Vault) {
        self.host = host
        self.vault = vault
    }

    /// The value with its references resolved, and what ansible-vault sealed opened; `Vaulted` as soon as a part of it is.
    ///
    /// - Throws: where variables refer to each other in a circle, or the vault's password is wrong.
    mutating func resolve(_ value: Value, of name: String, at source: Source) throws(InventoryError) -> Answer {
        visits = 0
        return try resolve(Variable(value, from: source), way: [name])
    }

    private mutating func resolve(_ variable: Variable, way: [String]) throws(InventoryError) -> Answer {
        switch variable.value {
        case .string(let text): return try resolve(text, variable.source, way)
        case .vault(let text):
            guard let bytes = try vault.open(text, at: variable.source) else {
                return .refused("is sealed by ansible-vault: \(Vault.advice), or write it plainly")
            }
            // To Ansible what it opens is no template.
            return Answer.value(.unsafe(String(decoding: bytes, as: UTF8.self))).vaulted
        case .vaulted(let inner):
            return try resolve(Variable(inner.value, from: variable.source), way: way).vaulted
        default: return .value(variable.value)
        }
    }

    private mutating func resolve(_ text: String, _ source: Source, _ way: [String]) throws(InventoryError) -> Answer {
        guard text.contains("{{") || text.contains("{%") || text.contains("{#") else { return .value(.string(text)) }
        guard let parts = TemplateParts(text) else {
            return .refused(
                "holds a Jinja expression, of which dovesweep knows only references such as {{ inventory_hostname }}: "
                    + "write the value itself")
        }
        // A reference alone keeps its type.
        if let reference = parts.only { return try resolve(reference, way) }
        var result = ""
        var isVaulted = false
        for part in parts.parts {
            switch part {
            case .text(let text): result += text
            case .reference(let reference):
                let answer = try resolve(reference, way)
                guard case .value(let value) = answer else { return answer }
                isVaulted = isVaulted || value.isVaulted
                guard let text = value.plain == .null ? "" : value.plain.text else {
                    return .refused("puts \"\(Excerpt.of(reference.name))\" into text, which is \(value.plain.kind)")
                }
                result += text
            }
            guard result.utf8.count <= Self.limit else { return Self.tooMuch }
        }
        return isVaulted ? Answer.value(.string(result)).vaulted : .value(.string(result))
    }

    private mutating func resolve(_ reference: TemplateReference, _ way: [String]) throws(InventoryError) -> Answer {
        let name = reference.name
        guard let variable = ownVariable(name) ?? host.variable(name) else {
            guard host.sealed.isEmpty else {
                return .refused("refers to \"\(Excerpt.of(name))\", which what is sealed may hold")
            }
            let near = Suggestion.sentence(for: name, among: host.variables.keys)
            return .refused(
                "refers to \"\(Excerpt.of(name))\", which the inventory does not set for this host. \(near)Set it, or "
                    + "write the value itself")
        }
        visits += 1
        guard visits < Self.visitLimit else { return Self.tooMuch }
        guard !way.contains(name) else {
            throw InventoryError(
                .init(
                    "variables of \(host.name) refer to each other in a circle",
                    text: (way.drop { $0 != name } + [name]).joined(separator: " > "), at: variable.source,
                    remedy: "Give one of them a value."))
        }
        let answer = try resolve(variable, way: way + [name])
        guard case .value(let value) = answer, !reference.steps.isEmpty else { return answer }
        guard let found = value.plain.value(at: reference.steps) else {
            return .refused("refers to a part of \"\(Excerpt.of(name))\" that it does not have: correct it")
        }
        let part = try resolve(Variable(found, from: variable.source), way: way + [name])
        return value.isVaulted ? part.vaulted : part
    }

    private static let tooMuch = Answer.refused("stands for more text than can be meant")

    /// What Ansible itself says of every host.
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

extension Template.Answer {
    /// The same, its value as one that comes from the vault.
    fileprivate var vaulted: Template.Answer {
        if case .value(let value) = self, !value.isVaulted { .value(.vaulted(Vaulted(value))) } else { self }
    }
}

extension Value {
    var isVaulted: Bool { if case .vaulted = self { true } else { false } }

    /// The value itself, whether it comes from the vault or not: not for anything that is shown.
    var plain: Value { if case .vaulted(let vaulted) = self { vaulted.value } else { self } }

    fileprivate func value(at steps: [TemplateReference.Step]) -> Value? {
        var value = self
        for step in steps {
            switch (step, value) {
            case (.key(let key), .mapping(let values)):
                guard let found = values[key] else { return nil }
                value = found
            case (.place(let place), .list(let values)) where values.indices.contains(place): value = values[place]
            default: return nil
            }
        }
        return value
    }
}
