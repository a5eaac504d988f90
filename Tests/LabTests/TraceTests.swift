import Foundation
import Testing

extension `On the lab` {
    /// A sweep leaves nothing behind.
    @Suite struct Traces {
        /// 2.3 with a mailbox, 2.4 with a mailbox, and 2.4 with none yet: what opens that mailbox creates it.
        static let hosts = ["d23-pam", "d24-vmail", "d24-literal-percent"]

        @Test func `after a sweep with logins no file is new or changed, and no process is left`() async throws {
            // The first login after a start makes Dovecot write its own files; that is over now.
            _ = try await WholeSweep.shared.value
            var before: [String: (Listing, Set<Substring>)] = [:]
            for host in Self.hosts { before[host] = (try await Listing(of: host), try await processes(on: host)) }
            let sweep = try await Program.run(Dovesweep.sweep(Self.hosts, "--output", "json"))
            for host in Self.hosts {
                let (files, processes) = try #require(before[host])
                let login = try RunReport(sweep.output).host(host).checks.first { $0.id == "password.login" }
                #expect(login?.verdict == "pass")
                #expect(try await Listing(of: host).changes(since: files).isEmpty)
                #expect(try await newProcesses(on: host, since: processes).isEmpty)
            }
        }

        @Test func `a listing tells a new file, a changed byte, a mode and an owner`() async throws {
            let folder = "/var/tmp/dovesweep-canary"
            let made = try await Lab.exec(
                "d23-pam", "sh", "-s",
                script: "mkdir \(folder) && cd \(folder) && for name in byte mode owner; do echo a >$name; done")
            try #require(made.status == 0, "\(made.errors)")
            let before = try await Listing(of: "d23-pam")
            // The byte is changed with the time put back, as one would who hides it.
            let script = """
                cd \(folder) && touch -r byte ../time && echo b >byte && touch -r ../time byte && rm ../time
                chmod 0600 mode; chown probe owner; : >new
                """
            _ = try await Lab.exec("d23-pam", "sh", "-s", script: script)
            let changes = try await Listing(of: "d23-pam").changes(since: before)
            _ = try await Lab.exec("d23-pam", "rm", "-r", folder)
            for name in ["byte", "mode", "owner", "new"] {
                #expect(changes.contains { $0.contains("\(folder)/\(name)") }, "\(name)")
            }
            #expect(changes.contains { $0.hasSuffix("  \(folder)/byte") })
        }

        @Test func `a process that stays is told`() async throws {
            let before = try await processes(on: "d23-pam")
            let process = try await Lab.exec("d23-pam", "sh", "-s", script: "sleep 60 >/dev/null 2>&1 & echo $!")
            let after = try await processes(on: "d23-pam").subtracting(before)
            _ = try await Lab.exec("d23-pam", "kill", process.output.trimmingCharacters(in: .newlines))
            #expect(after.contains { $0.hasSuffix(" sleep 60") })
        }

        /// The processes of a host with their numbers, but for those that look, and for Dovecot's own children, which come
        /// and go with each client.
        private func processes(on host: String) async throws -> Set<Substring> {
            let list = try await Lab.exec(host, "ps", "-e", "--no-headers", "-o", "pid,user:32,args")
            try #require(list.status == 0, "\(list.errors)")
            return Set(
                list.output.split(separator: "\n").filter { !$0.contains(" dovecot/") && !$0.contains(" ps -e ") })
        }

        /// What is new, once sshd has ended the session: that takes it a moment after the client has gone.
        private func newProcesses(on host: String, since earlier: Set<Substring>) async throws -> Set<Substring> {
            var new: Set<Substring> = []
            for _ in 0..<50 {
                new = try await processes(on: host).subtracting(earlier)
                if new.isEmpty { break }
                try await Task.sleep(for: .milliseconds(100))
            }
            return new
        }
    }
}
