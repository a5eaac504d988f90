/// The variables of dovesweep's own, whose misspelling must not pass for an absent one.
enum KnownVariables {
    static let own = [
        "dovesweep_probe_user", "dovesweep_probe_password_file", "dovesweep_probe_password_command",
        "dovesweep_probe_password_env", "dovesweep_public_name", "dovesweep_public_address", "dovesweep_protocols",
        "dovesweep_ca_file", "dovesweep_role", "dovesweep_state",
    ]

    /// Refuses a name without letters, and one that begins as ours do and is none of them.
    static func check(_ name: String, at source: Source) throws(InventoryError) {
        guard !name.isEmpty else {
            throw InventoryError(
                .init("a variable has no name", text: "", at: source, remedy: "Give it one, or remove it."))
        }
        guard name.hasPrefix("dovesweep_"), !own.contains(name) else { return }
        let near = Suggestion.sentence(for: name, among: own)
        throw InventoryError(
            .init(
                "there is no such variable of dovesweep", text: name, at: source,
                remedy: near.isEmpty ? "Known are \(own.joined(separator: ", "))." : "\(near)Correct it, or remove it.")
        )
    }
}
