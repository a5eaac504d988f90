import Fleet

extension Subject {
    /// Why nothing can be asked about a mailbox on this host; nil where it can.
    func whyNoMailbox() throws(Unjudgeable) -> String? {
        if host.probe == nil { return Subject.noAccount }
        if host.role == .proxy { return "a proxy keeps no mail" }
        if sendsAccountOn { return "the passdb sends the account on to another server (proxy): its mail is not here" }
        if ["imapc", "pop3c"].contains(try? mailDriver()) {
            return "the mail is kept by another server, and read from it"
        }
        return nil
    }

    /// Whether the passdb sends the account on to another server, whatever role the inventory gives the host.
    private var sendsAccountOn: Bool {
        guard case .found(let fields)? = try? passdb() else { return false }
        return fields["proxy"] != nil
    }

    /// Why it is settled that the mail location resolves, where the userdb cannot be asked: a login got as far.
    ///
    /// That is all it proves. Whether the mailbox exists, has room and may be used stays unknown.
    func whyMailboxStarts() throws(Unjudgeable) -> String? {
        guard case .unsupported = try userdb(), loginProven else { return nil }
        return "the userdb cannot be asked without a password; the login proves that the mailbox starts"
    }
}
