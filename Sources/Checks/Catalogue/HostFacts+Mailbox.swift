import Fleet

extension HostFacts {
    /// Why this host has no mailbox to check; nil if it has one.
    func whyNoMailbox() throws(MissingFact) -> String? {
        if host.probe == nil { return HostFacts.noAccount }
        if host.role == .proxy { return "a proxy keeps no mail" }
        if sendsAccountOn { return "the passdb proxies the account to another server: its mail is not here" }
        if ["imapc", "pop3c"].contains(try? mailDriver()) {
            return "the mail is on another server, and read from it"
        }
        return nil
    }

    /// By the passdb's field `proxy`, whatever role the inventory gives the host.
    private var sendsAccountOn: Bool {
        guard case .found(let fields)? = try? passdb() else { return false }
        return fields["proxy"] != nil
    }

    /// Why the mail location resolves without a userdb answer: a login succeeded. It proves nothing about the mailbox.
    func loginProvesMailLocation() throws(MissingFact) -> String? {
        guard case .unsupported = try userdb(), loginProven else { return nil }
        return "the userdb cannot be queried without a password; the login proves that the mailbox starts"
    }
}
