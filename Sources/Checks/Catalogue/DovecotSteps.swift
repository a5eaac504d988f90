import Fleet

extension Remedy.Step {
    /// Restarts Dovecot where its configuration can be read, with the certificates and keys that it names (`-x` reads
    /// them): a start that fails leaves the host without mail service.
    static var restart: Self { .run("doveconf -xn >/dev/null && systemctl restart dovecot") }

    /// Has Dovecot load its configuration where that can be read.
    static var reload: Self { .run("doveconf -n >/dev/null && doveadm reload") }

    /// Shows why Dovecot says that it failed.
    static var showErrors: Self { .run("doveadm log errors") }
}
