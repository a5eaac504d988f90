import Testing

extension `On the lab` {
    /// A log that is missing, damaged or huge: the verdict is as with a good one, and the sweep ends.
    @Suite struct Logs {
        private static let host = "d24-log-file"
        /// Dovecot names its reason in the log alone.
        private static let fault =
            "echo 'mail_access_groups = nobodys' >/etc/dovecot/conf.d/99-zz.conf && doveadm reload && sleep 1\n"

        private static let shapes = [
            ("as it is", ":"),
            ("rotated, and Dovecot still writes the old one", "mv $log $log.1"),
            ("rotated, and opened again", "mv $log $log.1; doveadm log reopen"),
            ("a directory in its place", "rm $log; mkdir $log"),
            ("gone", "rm $log"),
            ("binary", "head -c 1000000 /dev/urandom >>$log"),
            ("1 GB", "truncate -s 1G $log"),
            ("one line of 50 MB", "head -c 50000000 /dev/zero | tr '\\0' x >>$log"),
            (
                "hours off",
                "echo 'log_timestamp = \"Jan 01 03:00:00 \"' >>/etc/dovecot/conf.d/99-zz.conf; doveadm reload"
            ),
            ("in another language", "echo 'Dez 01 auth: Fehler: Datei /etc/dovecot/users: Keine Berechtigung' >>$log"),
        ]

        @Test func `of any shape holds no sweep, and changes no cause`() async throws {
            for (name, script) in Self.shapes {
                let start = "log=/var/log/dovecot.log; rm -rf $log $log.1; doveadm log reopen; "
                let shaped = try await Lab.exec(Self.host, "sh", script: Self.fault + start + script)
                #expect(shaped.status == 0, "\(name): \(shaped.errors)")
                let sweep = try await Program.run(Dovesweep.sweep([Self.host], "--output", "json"))
                let host = try RunReport(sweep.output).host(Self.host)
                #expect(host.outcome == "swept" && host.cause?.check == "mail-location.resolves", "\(name)")
                let unknown = host.checks.filter { $0.verdict == "unknown" }.map(\.id)
                #expect(unknown.allSatisfy { $0.hasPrefix("logs.") }, "\(name): \(unknown)")
            }
            let renewed = try await Program.run([Lab.command, "renew", Self.host])
            #expect(renewed.status == 0, "\(renewed.output)\(renewed.errors)")
        }
    }
}
