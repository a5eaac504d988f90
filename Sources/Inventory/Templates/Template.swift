internal import Diagnostics

/// Resolves Jinja references to variables of this host or of others.
struct Template {
    let host: InventoryHost
    let vault: Vault
    /// For `hostvars` and `groups`.
    let inventory: HostInventory?

    enum Answer: Equatable {
        case value(Value)
        /// The predicate of a sentence.
        case refused(String)
    }

    /// In bytes. Like the two limits below, it prevents exponential growth.
    private static let limit = 100_000
    static let visitLimit = 10_000
    static let wayLimit = 100
    var visits = 0

    init(host: InventoryHost, vault: Vault, inventory: HostInventory?) {
        self.host = host
        self.vault = vault
        self.inventory = inventory
    }

    /// Resolves references and decrypts.
    ///
    /// - Throws: for circular references, or a wrong vault password.
    mutating func resolve(_ value: Value, of name: String, at source: Source) throws(InputError) -> Answer {
        visits = 0
        return try resolve(Variable(value, from: source), way: [label(of: name)])
    }

    mutating func resolve(_ variable: Variable, way: [String]) throws(InputError) -> Answer {
        switch variable.value {
        case .string(let text): return try resolve(text, variable.source, way)
        case .vault(let text):
            guard let bytes = try vault.open(text, at: variable.source) else {
                return .refused("is encrypted with ansible-vault: \(Vault.advice), or write it without encryption")
            }
            // Ansible does not template decrypted text.
            return Answer.value(.unsafe(String(decoding: bytes, as: UTF8.self))).vaulted
        case .vaulted(let inner):
            return try resolve(Variable(inner.value, from: variable.source), way: way).vaulted
        default: return .value(variable.value)
        }
    }

    private mutating func resolve(_ text: String, _ source: Source, _ way: [String]) throws(InputError) -> Answer {
        // A fast test first, as most values are plain.
        guard text.utf8.contains(UInt8(ascii: "{")), ["{{", "{%", "{#"].contains(where: { text.contains($0) }) else {
            return .value(.string(text))
        }
        guard let parts = TemplateParts(text) else {
            return .refused(
                "has a Jinja expression, and dovesweep supports only references such as {{ inventory_hostname }}: "
                    + "write the value itself")
        }
        // A single reference keeps its type.
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
                    return .refused(
                        "puts \"\(Excerpt.of(reference.name))\" into text, but its value is \(value.plain.kind)")
                }
                result += text
            }
            guard result.utf8.count <= Self.limit else { return Self.tooMuch }
        }
        return isVaulted ? Answer.value(.string(result)).vaulted : .value(.string(result))
    }

    static let tooMuch = Answer.refused("becomes too long a text")
}

extension Template.Answer {
    var vaulted: Template.Answer {
        if case .value(let value) = self, !value.isVaulted { .value(.vaulted(DecryptedValue(value))) } else { self }
    }
}

extension Value {
    var isVaulted: Bool { if case .vaulted = self { true } else { false } }

    /// Never show this value.
    var plain: Value { if case .vaulted(let vaulted) = self { vaulted.value } else { self } }
}
