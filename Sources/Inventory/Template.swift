/// Jinja in a value, as far as it is resolved here: references to variables of the host or of others, and nothing else.
struct Template {
    let host: InventoryHost
    let vault: Vault
    /// The inventory that the host is of, for what `hostvars` and `groups` refer to.
    let inventory: HostInventory?

    /// What a value stands for.
    enum Answer: Equatable {
        case value(Value)
        /// Why that cannot be told, as the rest of a sentence that begins with the variable.
        case refused(String)
    }

    /// More text, and more references, than any variable needs: where each holds two more, time and memory would run out.
    private static let limit = 100_000
    static let visitLimit = 10_000
    static let wayLimit = 100
    var visits = 0

    init(host: InventoryHost, vault: Vault, inventory: HostInventory?) {
        self.host = host
        self.vault = vault
        self.inventory = inventory
    }

    /// The value with its references resolved, and what ansible-vault sealed opened; `Vaulted` as soon as a part of it is.
    ///
    /// - Throws: where variables refer to each other in a circle, or the vault's password is wrong.
    mutating func resolve(_ value: Value, of name: String, at source: Source) throws(InventoryError) -> Answer {
        visits = 0
        return try resolve(Variable(value, from: source), way: [label(of: name)])
    }

    mutating func resolve(_ variable: Variable, way: [String]) throws(InventoryError) -> Answer {
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
        // The first look passes over nearly all; the others are dear.
        guard text.utf8.contains(UInt8(ascii: "{")), ["{{", "{%", "{#"].contains(where: { text.contains($0) }) else {
            return .value(.string(text))
        }
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

    static let tooMuch = Answer.refused("stands for more text than can be meant")
}

extension Template.Answer {
    /// The same, its value as one that comes from the vault.
    var vaulted: Template.Answer {
        if case .value(let value) = self, !value.isVaulted { .value(.vaulted(Vaulted(value))) } else { self }
    }
}

extension Value {
    var isVaulted: Bool { if case .vaulted = self { true } else { false } }

    /// The value itself, whether it comes from the vault or not: not for anything that is shown.
    var plain: Value { if case .vaulted(let vaulted) = self { vaulted.value } else { self } }
}
