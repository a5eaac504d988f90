internal import TextFiles

/// A kind of SSH algorithm, with OpenSSH's names.
///
/// Lists are from OpenSSH 9.2; `all` also accepts newer names.
enum SSHAlgorithms: Sendable {
    case keyExchange, hostKey, cipher, code

    /// Evaluates a list, which `+`, `-` or `^` applies to the defaults.
    ///
    /// nil if nothing is left or a name begins with `!`; `ssh` refuses both.
    func list(_ text: String) -> [String]? {
        let names = text.trimmingStart("+-^").parts(at: ",").filter { !$0.isEmpty }.map(String.init)
        var list: [String]
        switch text.unicodeScalars.first {
        case "-":
            let removed = SSHPatternList(String(text.unicodeScalars.dropFirst()))
            list = standard.filter { !removed.matches($0) }
            return list.isEmpty ? nil : list
        case "+": list = standard + names
        case "^": list = names + standard
        default: list = names
        }
        if list.contains(where: { $0.begins(with: "!") }) { return nil }
        var seen: Set<String> = []
        list = list.flatMap { name in all.filter(SSHPattern(name).matches) }.filter { seen.insert($0).inserted }
        return list.isEmpty ? nil : list
    }

    /// The first unknown name. After `-`, unknown names are allowed.
    func unknown(in text: String) -> String? {
        if text.begins(with: "-") { return nil }
        let names = Substring(text.utf8.dropFirst(text.begins(with: "+") || text.begins(with: "^") ? 1 : 0))
        guard !names.isEmpty else { return text }
        // OpenSSH stops at an empty name.
        for name in names.parts(at: ",").prefix(while: { !$0.isEmpty })
        where !isKnown(String(name)) { return String(name) }
        return nil
    }

    /// Only host key names may be patterns.
    private func isKnown(_ name: String) -> Bool {
        if all.contains(name) { return true }
        guard case .hostKey = self else { return false }
        let pattern = SSHPattern(name.trimmingStart("!"))
        return all.contains(where: pattern.matches)
    }

    var all: [String] {
        switch self {
        case .keyExchange: Self.keyExchanges
        case .hostKey: Self.keys
        case .cipher: Self.ciphers
        case .code: Self.codes
        }
    }

    var standard: [String] {
        switch self {
        case .keyExchange: Self.standardKeyExchanges
        case .hostKey: Self.standardKeys
        case .cipher: Self.standardCiphers
        case .code: Self.standardCodes
        }
    }
}
