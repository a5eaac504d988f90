/// The effective values of the settings that the agent asks for by name, in the words of either version.
///
/// A name that this version does not know is not there: `doveconf` passes it over in silence.
struct Settings: Sendable, Equatable {
    private let block: ConfigurationBlock

    init(_ block: ConfigurationBlock) {
        self.block = block
    }

    /// The value of the first of these names that this version knows and that is not empty.
    subscript(_ names: String...) -> String? {
        names.lazy.compactMap { block.settings[$0] }.first { !$0.isEmpty }
    }

    /// A list, which 2.4 may print as a section: `protocols {` `imap = yes` `}`.
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

    /// Whether a password may cross the net in the clear. 2.3 asks the question the other way round.
    var allowsCleartext: Bool {
        guard ssl != "required" else { return false }
        return self["disable_plaintext_auth"] == "no" || self["auth_allow_cleartext"] == "yes"
    }

    /// Names in the words of this version, for what is printed to be typed.
    func spelling(_ old: String, _ new: String) -> String {
        block.settings[new] != nil ? new : old
    }
}
