/// Effective settings, by 2.3 or 2.4 names. `doveconf` silently omits unknown names.
struct Settings: Sendable, Equatable {
    private let block: ConfigurationBlock

    init(_ block: ConfigurationBlock) {
        self.block = block
    }

    /// The first of these settings that is known and not empty.
    subscript(_ names: String...) -> String? {
        names.lazy.compactMap { block.settings[$0] }.first { !$0.isEmpty }
    }

    /// 2.4 may print `protocols {` `imap = yes` `}`.
    func list(_ name: String) -> [String] {
        if let value = block.settings[name] {
            return value.split { $0 == " " || $0 == "," }.map(String.init)
        }
        return block.blocks(name).flatMap { $0.settings.filter { $0.value == "yes" }.keys.sorted() }
    }

    var protocols: [String] { list("protocols") }
    var mechanisms: [String] { list("auth_mechanisms").map { $0.lowercased() } }
    /// `yes`, `required` or `no`.
    var ssl: String { self["ssl"] ?? "yes" }

    var allowsCleartext: Bool {
        guard ssl != "required" else { return false }
        return self["disable_plaintext_auth"] == "no" || self["auth_allow_cleartext"] == "yes"
    }

    /// The name that this version knows.
    func spelling(_ old: String, _ new: String) -> String {
        block.settings[new] != nil ? new : old
    }
}
