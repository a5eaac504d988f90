import Testing

extension `On the lab` {
    /// What only an opened mailbox tells, on hosts whose login works whatever is wrong with their mail.
    @Suite struct `With --open-mailbox` {
        private static let hosts = [
            "d23-pam", "d24-pam", "d23-root-mail", "d23-full-disk", "d23-over-count", "d24-over-count",
        ]

        @Test func `a mailbox opens or not, and an account's quota is counted`() async throws {
            let sweep = try await Program.run(Dovesweep.sweep(Self.hosts, "--open-mailbox", "--output", "json"))
            let report = try RunReport(sweep.output)
            for name in ["d23-pam", "d24-pam"] {
                let mailbox = try check("password.mailbox", of: report.host(name))
                #expect(mailbox.verdict == "pass" && mailbox.summary.hasPrefix("INBOX opens: messages 1"))
            }
            for (name, cause) in [("d23-root-mail", "permissions.mail"), ("d23-full-disk", "mail-location.room")] {
                let mailbox = try check("password.mailbox", of: report.host(name))
                #expect(mailbox.verdict == "blocked" && mailbox.blockedBy == cause, "\(name): \(mailbox.summary)")
                #expect(mailbox.summary.contains("the answer to EXAMINE INBOX is NO [SERVERBUG]"))
            }
            for name in ["d23-over-count", "d24-over-count"] {
                let quota = try check("mail-location.quota", of: report.host(name))
                #expect(quota.verdict == "warn" && quota.summary.contains("is over quota"), "\(name): \(quota.summary)")
            }
            // They have indexes now.
            let renewed = try await Program.run([Lab.command, "renew"] + Self.hosts)
            #expect(renewed.status == 0, "\(renewed.output)\(renewed.errors)")
        }

        /// After a migration the mail that was not copied must still be missing when it is asked after again.
        @Test func `what is missing is not made by asking after it`() async throws {
            let hosts = ["d23-vmail", "d24-vmail"]
            let maildir = "/var/vmail/lab.example/probe/Maildir"
            for name in hosts { _ = try await Lab.exec(name, "rm", "-r", maildir) }
            for _ in 1...2 {
                let sweep = try await Program.run(
                    Dovesweep.sweep(hosts, "--migrated", "--open-mailbox", "--output", "json"))
                let report = try RunReport(sweep.output)
                for name in hosts {
                    let host = try report.host(name)
                    #expect(host.cause?.check == "mail-location.exists", "\(name)")
                    #expect(try check("password.mailbox", of: host).verdict == "blocked", "\(name)")
                }
            }
            for name in hosts { #expect(try await Lab.exec(name, "test", "-e", maildir).status == 1, "\(name)") }
            let renewed = try await Program.run([Lab.command, "renew"] + hosts)
            #expect(renewed.status == 0, "\(renewed.output)\(renewed.errors)")
        }

        private func check(_ id: String, of host: RunReport.Host) throws -> RunReport.Check {
            try #require(host.checks.first { $0.id == id })
        }
    }
}
