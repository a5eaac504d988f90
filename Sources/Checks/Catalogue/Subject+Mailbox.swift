import Fleet

extension Subject {
    /// Why nothing can be asked about a mailbox on this host; nil where it can.
    func whyNoMailbox() throws(Unjudgeable) -> String? {
        if host.probe == nil { return Subject.noAccount }
        if host.role == .proxy { return "a proxy keeps no mail" }
        // doveadm asks the userdb first; where that has no answer to give, a login has to do.
        if case .unsupported = try userdb(), loginProven {
            return "the userdb cannot be asked without a password; the login proves that the mailbox starts"
        }
        return nil
    }
}
