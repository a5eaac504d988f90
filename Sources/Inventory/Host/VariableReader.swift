internal import Diagnostics
internal import TextFiles

/// Reads one host's variables by type.
struct VariableReader {
    let host: InventoryHost
    let home: String
    private var template: Template
    /// A sentence for each variable that cannot be honoured.
    private(set) var unsupported: [String] = []
    /// Decrypted variables, which no message may quote.
    private(set) var vaulted: Set<String> = []

    init(_ host: InventoryHost, home: String, vault: Vault, inventory: HostInventory?) {
        self.host = host
        self.home = home
        template = Template(host: host, vault: vault, inventory: inventory)
        for source in host.sealed {
            refuse(
                "\(source): the file is encrypted with ansible-vault and may set any variable of this host: "
                    + "\(Vault.advice).")
        }
    }

    /// The last name that is set counts, as in Ansible; null means not set.
    func variable(_ names: String...) -> (name: String, variable: Variable)? {
        for name in names.reversed() {
            if let variable = host.variable(name), variable.value.plain != .null { return (name, variable) }
        }
        return nil
    }

    /// Never empty; nil if not set or unsupported.
    mutating func text(_ names: String...) throws(InputError) -> (text: String, source: Source)? {
        try text(named: names)
    }

    mutating func text(named names: [String]) throws(InputError) -> (text: String, source: Source)? {
        for name in names.reversed() {
            guard let variable = host.variable(name), variable.value.plain != .null else { continue }
            return try text(variable.value, of: name, at: variable.source).map { ($0, variable.source) }
        }
        return nil
    }

    /// A text is split at blanks and commas.
    mutating func texts(_ name: String) throws(InputError) -> [(text: String, source: Source)] {
        guard let (_, variable) = variable(name),
            let value = try resolved(variable.value, of: name, at: variable.source)
        else { return [] }
        let values = if case .list(let values) = value { values } else { [value] }
        var texts: [(text: String, source: Source)] = []
        for value in values {
            let text = try text(value, of: name, at: variable.source) ?? ""
            let words = text.unicodeScalars.split { $0 == "," || $0.properties.isWhitespace }
            texts += words.map { (String($0), variable.source) }
        }
        return texts
    }

    /// A relative path starts at the file that sets it, or for Ansible's variables at the working directory.
    mutating func path(_ names: String..., isBesideItsFile: Bool) throws(InputError) -> String? {
        for name in names.reversed() {
            guard let (path, source) = try text(name) else { continue }
            if path == "~" || path.begins(with: "~/") { return home + Substring(path.utf8.dropFirst()) }
            guard !path.begins(with: "~") else {
                throw wrong(name, path, at: source, "is in the home of another account", "Write the path in full.")
            }
            return isBesideItsFile ? Path.join(Path.folder(of: source.file), path) : path
        }
        return nil
    }

    mutating func flag(_ name: String) throws(InputError) -> Bool? {
        guard let (_, variable) = variable(name) else { return nil }
        if case .bool(let flag) = variable.value.plain { return flag }
        guard let (text, source) = try text(name) else { return nil }
        switch text.lowercased() {
        case "yes", "y", "on", "1", "true", "t", "1.0": return true
        case "no", "n", "off", "0", "false", "f", "0.0": return false
        default: throw wrong(name, text, at: source, "is neither true nor false", "Write true or false.")
        }
    }

    mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ name: String, as type: Choice.Type
    ) throws(InputError) -> Choice? {
        guard let (text, source) = try text(name) else { return nil }
        return try choice(text, of: name, at: source, as: type)
    }

    func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ text: String, of name: String, at source: Source, as type: Choice.Type
    ) throws(InputError) -> Choice {
        if let choice = Choice(rawValue: text) { return choice }
        let known = Choice.allCases.map(\.rawValue)
        let near = vaulted.contains(name) ? "" : Suggestion.sentence(for: text, among: known)
        throw wrong(
            name, text, at: source, "is not known", "\(near)It is one of \(known.joined(separator: ", ")).")
    }

    mutating func refuse(_ sentence: String) {
        unsupported.append(sentence)
    }

    mutating func refuse(_ name: String, _ advice: String) {
        if let (_, variable) = variable(name) { refuse("\(variable.source): \(name) \(advice).") }
    }

    func wrong(
        _ name: String, _ text: String?, at source: Source, _ what: String, _ remedy: String
    ) -> InputError {
        let text = vaulted.contains(name) ? DecryptedValue.remark : text
        return InputError(.init("\(name) of \(host.name) \(what)", text: text, at: source, remedy: remedy))
    }

    func quoted(_ text: String, of names: String...) -> String {
        names.contains(where: vaulted.contains)
            ? "encrypted with ansible-vault, so it is not shown" : "\"\(Excerpt.of(text))\""
    }

    private mutating func text(_ value: Value, of name: String, at source: Source) throws(InputError) -> String? {
        guard let value = try resolved(value, of: name, at: source) else { return nil }
        return try words(of: value, name, at: source)
    }

    /// nil if the value is unsupported.
    private mutating func resolved(
        _ value: Value, of name: String, at source: Source
    ) throws(InputError) -> Value? {
        switch try template.resolve(value, of: name, at: source) {
        case .value(let value):
            if value.isVaulted { vaulted.insert(name) }
            return value.plain
        case .refused(let reason):
            refuse("\(source): \(name) \(reason).")
            return nil
        }
    }

    private func words(of value: Value, _ name: String, at source: Source) throws(InputError) -> String {
        guard let text = value.text else {
            throw wrong(name, nil, at: source, "is \(value.kind), not text", "Write one value.")
        }
        guard !text.isEmpty else { throw wrong(name, nil, at: source, "is empty", "Give it a value, or remove it.") }
        return text
    }
}
