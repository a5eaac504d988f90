/// The files, if Dovecot runs with another configuration than doveconf reads.
struct OtherConfiguration: Sendable, Equatable {
    let used: String
    let read: String

    init?(_ written: Substring) {
        guard let rest = written.after("was last started using "),
            let warning = lines(of: rest).first, let (used, rest) = warning.cut(at: ","),
            let read = rest.after("but this config is ")
        else { return nil }
        (self.used, self.read) = (String(used), String(read))
    }
}
