import Foundation
import Testing

extension `On the lab` {
    /// Passwords that ansible-vault has sealed, in an inventory that a program prints.
    @Suite struct Vault {
        @Test func `a password from the vault logs in and serves sudo, and is in no process, record or report`()
            async throws
        {
            let scratch = try Scratch()
            let inventory = try await inventory(in: scratch)
            let record = scratch.path("record.jsonl")
            let arguments = [
                "sweep", "--inventory", inventory, "--known-hosts", Lab.knownHosts, "--vault-password-file",
                scratch.path("vault-password"), "--record", record, "--output", "json",
            ]
            let (result, seen) = try await ProcessWatch.during {
                try await Program.run(Dovesweep.command(arguments))
            }
            let host = try RunReport(result.output).host("d23-password-login")
            #expect(host.outcome == "swept", "\(host.reason ?? "")")
            for password in try Lab.passwords() + [Secret(vaultPassword)] {
                #expect(seen.texts(with: password).isEmpty)
                for text in [try String(contentsOfFile: record, encoding: .utf8), result.output, result.errors] {
                    #expect(!password.isIn(text))
                }
            }
        }

        private let vaultPassword = UUID().uuidString

        /// The lab's own words of the host, but its passwords, which are sealed beside the program.
        private func inventory(in scratch: Scratch) async throws -> String {
            let lines = try String(contentsOfFile: Lab.inventory, encoding: .utf8).split(separator: "\n")
            let line = try #require(lines.first { $0.hasPrefix("d23-password-login ") })
            let words = line.split(separator: " ")
            let address = try #require(words.first { $0.hasPrefix("ansible_host=") }?.dropFirst(13))
            let password = try #require(words.first { $0.hasPrefix("ansible_password=") }?.dropFirst(17))
            _ = try scratch.file("vault-password", vaultPassword)
            let plain = try scratch.file("plain.yml", "vault_password: '\(password)'\n")
            try FileManager.default.createDirectory(
                atPath: scratch.path("group_vars"), withIntermediateDirectories: false)
            let sealed = try await Program.run([
                "/usr/bin/ansible-vault", "encrypt", "--vault-password-file", scratch.path("vault-password"),
                "--output",
                scratch.path("group_vars/all.yml"), plain,
            ])
            try #require(sealed.status == 0, "\(sealed.errors)")
            let program = try scratch.file(
                "inventory",
                """
                #!/bin/sh
                cat <<END
                {"mail": {"hosts": ["d23-password-login"], "vars": {"ansible_user": "sweep"}},
                 "_meta": {"hostvars": {"d23-password-login": {"ansible_host": "\(address)",
                   "ansible_password": "{{ vault_password }}", "ansible_become_password": "{{ vault_password }}"}}}}
                END
                """)
            try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: program)
            return program
        }
    }
}
