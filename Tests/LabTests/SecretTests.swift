import Foundation
import Testing

extension `On the lab` {
    /// The probe password is given to the one program that needs it, and to nothing else.
    @Suite struct Secrecy {
        @Test func `no process shows the password, here or on a host`() async throws {
            let hosts = [
                "d23-pam", "d23-password-login", "d23-vmail", "d23-wrong-password", "d24-pam", "d24-sql",
                "d24-sudo-password", "d24-vmail",
            ]
            let (result, seen) = try await ProcessWatch.during {
                try await Program.run(Dovesweep.sweep(hosts, "--output", "json"))
            }
            #expect(try RunReport(result.output).totals.swept == hosts.count)
            for password in try Lab.passwords() { #expect(seen.texts(with: password).isEmpty) }
            // It was not blind: this is the program that the password goes to.
            #expect(seen.contains("doveadm auth test"))
            #expect(seen.contains("dovesweep sweep "))
        }

        @Test(arguments: [
            "/bin/sh -c 'sleep 0.5; :' CANARY", "USELESS=CANARY sleep 0.5",
            #"/bin/sh -c 'sleep 0.5; :' "$(printf '\0probe\0%s' CANARY | base64)""#,
            "PLAIN=$(printf 'probe%s' CANARY | base64) sleep 0.5",
        ]) func `the watch finds a secret in arguments and environments, here and on a host`(
            script: String
        ) async throws {
            let canary = UUID().uuidString
            let secret = Secret(canary)
            let told = script.replacingOccurrences(of: "CANARY", with: canary)
            let (_, here) = try await ProcessWatch.during { try await Program.run(["/bin/sh", "-s"], input: told) }
            #expect(!here.texts(with: secret).isEmpty)
            let (_, there) = try await ProcessWatch.during { try await Lab.exec("d24-pam", "sh", "-s", script: told) }
            #expect(!there.texts(with: secret).isEmpty)
        }

        @Test func `no log and no file that comes and goes has the password`() async throws {
            _ = try await WholeSweep.shared.value
            let passwords = try Lab.passwords()
            for host in Lab.containers() {
                let traces = try await traces(on: host)
                for password in passwords { #expect(!password.isIn(traces), "\(host)") }
            }
        }

        @Test func `a secret in a host's journal, log or temporary file is found`() async throws {
            let (journal, log, file) = (UUID().uuidString, UUID().uuidString, UUID().uuidString)
            let script = """
                logger -p local7.notice --journald <<END
                MESSAGE=a lab test: \(journal)
                END
                logger -p mail.notice 'a lab test: \(Data(log.utf8).base64EncodedString())'
                echo \(file) >/tmp/dovesweep-canary
                journalctl --sync
                """
            let told = try await Lab.exec("d23-pam", "sh", "-s", script: script)
            try #require(told.status == 0, "\(told.errors)")
            let traces = try await traces(on: "d23-pam")
            _ = try await Lab.exec("d23-pam", "rm", "/tmp/dovesweep-canary")
            for canary in [journal, log, file] { #expect(Secret(canary).isIn(traces)) }
        }

        @Test func `record, reports and messages have no password`() async throws {
            let sweep = try await WholeSweep.shared.value
            let record = try String(contentsOfFile: sweep.record, encoding: .utf8)
            let report = try String(contentsOfFile: sweep.json, encoding: .utf8)
            for password in try Lab.secrets() {
                for text in [record, report, sweep.ended.output, sweep.ended.errors] { #expect(!password.isIn(text)) }
            }
            // The way to look finds what is there, in the Base64 of the evidence.
            #expect(Secret("dovecot_config_version").isIn(record))
        }

        /// What is logged on a host, and what lies where programs put files of the moment.
        private func traces(on host: String) async throws -> [UInt8] {
            let script = """
                journalctl --all --output export
                doveadm log errors
                find /var/log /run /tmp /var/tmp /dev/shm -xdev -name '*.journal' -prune -o -type f -exec cat {} +
                """
            let traces = Array(try await Lab.exec(host, "sh", "-s", script: script).output.utf8)
            if traces.isEmpty { throw TestFailure("\(host) shows no log") }
            return traces
        }
    }
}
