import Fleet

/// The result of `doveadm auth test`. As 2.3 always fails with 77, only the text tells a wrong password from a dead
/// backend.
enum PasswordAnswer: Sendable, Equatable {
    /// Names of the passdb's extra fields.
    case accepted(fields: Set<String>)
    case refused
    /// `pass_expired`, `authz_fail`, `user_disabled`: refused whatever the password.
    case rejected(code: String)
    case broken(String)
    /// Why it was not tested.
    case unasked(String)

    /// nil after a timeout.
    init?(_ evidence: Evidence) {
        guard case .exited(let status) = evidence.ending else { return nil }
        self.init(
            status: status, output: String(fromHost: evidence.output),
            errors: String(fromHost: evidence.errors))
    }

    init(status: Int, output: String, errors: String) {
        if let reason = output.after("withheld: ") {
            self = .unasked(String(reason.prefix { $0 != "\n" }))
            return
        }
        let fields = lines(of: output).filter { $0.hasPrefix("  ") }.map { String($0.trimmed) }
        let code = fields.first { $0.hasPrefix("code=") }.map { String($0.dropFirst(5)) }
        switch (status, code) {
        case (0, _): self = .accepted(fields: Set(fields.map { String($0.prefix { $0 != "=" }) }))
        case (127, _): self = .unasked("there is no doveadm on this host")
        case (89, _): self = .unasked("doveadm cannot read the configuration")
        case (_, "temp_fail"):
            self = .broken(
                lines(of: errors).first { !$0.isEmpty }.map(String.init) ?? "a temporary failure (temp_fail)")
        case (_, let code?): self = .rejected(code: code)
        default:
            if let reason = unreachable(errors) {
                self = .unasked(reason)
            } else if status == 77, output.contains(" auth failed") {
                self = .refused
            } else {
                self = .broken(lines(of: errors).first { !$0.isEmpty }.map(String.init) ?? "")
            }
        }
    }
}
