/// The configuration that Dovecot was started with, where that is another than its tools read.
struct OtherConfiguration: Sendable, Equatable {
    let used: String
    let read: String

    /// `Warning: Dovecot was last started using /t/v.conf, but this config is /etc/dovecot/dovecot.conf`
    init?(_ written: Substring) {
        guard let rest = written.after("was last started using "),
            let warning = lines(of: rest).first, let (used, rest) = warning.cut(at: ","),
            let read = rest.after("but this config is ")
        else { return nil }
        (self.used, self.read) = (String(used), String(read))
    }
}
