import Testing

extension `On the lab` {
    /// What the report says to type.
    @Suite struct Remedies {
        @Test func `what is printed, typed as it stands, mends the host`() async throws {
            let before = try await WholeSweep.shared.value.report
            let hosts = try Expectation.mendable()
            for name in hosts {
                for remedy in try remedies(of: before.host(name)) {
                    let typed = try await Lab.exec(name, "sh", "-c", remedy)
                    #expect(typed.status == 0, "\(name): \(remedy)\n\(typed.errors)")
                }
            }
            let sweep = try await Program.run(Dovesweep.sweep(hosts, "--output", "json"))
            let after = try RunReport(sweep.output)
            for name in hosts {
                let items = try after.host(name).items
                let typed = try remedies(of: before.host(name))
                // Dovecot remembers what went wrong before.
                let open = items.filter { !["pass", "skipped"].contains($0.value) && $0 != ("logs", "warn") }
                #expect(open.isEmpty, "\(name): \(open)\n\(typed.joined(separator: "\n"))")
            }
            // Other tests want them as their files say.
            let renewed = try await Program.run([Lab.command, "renew"] + hosts)
            #expect(renewed.status == 0, "\(renewed.output)\(renewed.errors)")
        }

        /// A remedy may be typed on the wrong host, or twice: then nothing may be worse, and no right wider.
        @Test func `what is printed, typed as it stands on a healthy host of the same kind, does no harm`() async throws
        {
            let report = try await WholeSweep.shared.value.report
            let healthy = Set(try Expectation.healthy())
            var scripts: [String: Set<String>] = [:]
            for host in report.hosts where !healthy.contains(host.name) {
                guard let kind = Self.kind(of: host.name, among: healthy) else { continue }
                // A group for DH takes a minute to make, and what makes it writes that file alone.
                scripts[kind, default: []].formUnion(remedies(of: host).filter { !$0.contains("openssl dhparam") })
            }
            try await withThrowingTaskGroup { group in
                for (host, remedies) in scripts {
                    group.addTask { try await Self.type(remedies.sorted(), on: host) }
                }
                try await group.waitForAll()
            }
            let hosts = scripts.keys.sorted()
            let after = try RunReport(try await Program.run(Dovesweep.sweep(hosts, "--output", "json")).output)
            for name in hosts {
                let open = try after.host(name).items.filter {
                    !["pass", "skipped"].contains($0.value) && $0.key != "logs"
                }
                #expect(open.isEmpty, "\(name): \(open)")
            }
            let renewed = try await Program.run([Lab.command, "renew"] + hosts)
            #expect(renewed.status == 0, "\(renewed.output)\(renewed.errors)")
        }

        /// The healthy host whose name a faulty one's goes on from, else the plainest of the same version.
        private static func kind(of name: String, among healthy: Set<String>) -> String? {
            let suite = String(name.prefix { $0 != "-" })
            guard ["d23", "d24"].contains(suite) else { return nil }
            return healthy.filter { name.hasPrefix($0 + "-") }.max { $0.count < $1.count } ?? suite + "-vmail"
        }

        private static func type(_ remedies: [String], on host: String) async throws {
            var before = try await rights(on: host)
            for remedy in remedies {
                // systemd takes many restarts within seconds for a loop.
                let typed = try await Lab.exec(host, "sh", "-c", "systemctl reset-failed dovecot\n\(remedy)")
                let up = try await Lab.exec(host, "systemctl", "is-active", "dovecot")
                #expect(up.status == 0, "\(host): Dovecot is down after\n\(remedy)\n\(typed.errors)")
                let after = try await rights(on: host)
                for (path, right) in after {
                    guard let old = before[path], old != right else { continue }
                    #expect(right.isNoWider(than: old), "\(host): \(path) was \(old), and is \(right) after\n\(remedy)")
                }
                before = after
            }
        }

        /// Modes and owners of all that Dovecot and its accounts have.
        private static func rights(on host: String) async throws -> [Substring: Right] {
            let listing = try await Lab.exec(
                host, "find", "/etc", "/home", "/var/mail", "/var/vmail", "/run/dovecot", "-xdev", "(", "-type", "f",
                "-o",
                "-type", "d", ")", "-printf", "%m %U:%G %p\\n")
            let lines = listing.output.split(separator: "\n").map { $0.split(separator: " ", maxSplits: 2) }
            return Dictionary(
                lines.compactMap { words in
                    guard words.count == 3, let mode = Int(words[0], radix: 8) else { return nil }
                    return (words[2], Right(mode: mode, owner: String(words[1])))
                }, uniquingKeysWith: { $1 })
        }

        private struct Right: Sendable, Equatable, CustomStringConvertible {
            let mode: Int
            let owner: String

            var description: String { "\(String(mode, radix: 8)) \(owner)" }

            /// A narrower mode may go with another group, which then stands for those that everybody was among.
            func isNoWider(than old: Right) -> Bool {
                mode & ~old.mode == 0 && (owner == old.owner || old.mode & 0o4 != 0 && mode & 0o7 == 0)
            }
        }

        /// What only a person can do stands there as a comment.
        @Test func `every remedy is a script for a shell`() async throws {
            for host in try await WholeSweep.shared.value.report.hosts {
                for check in host.checks {
                    guard let remedy = check.remedy else { continue }
                    let read = try await Program.run(["/bin/sh", "-n"], input: remedy)
                    #expect(read.status == 0, "\(host.name) \(check.id): \(read.errors)\n\(remedy)")
                }
            }
        }

        /// A fault that explains no other stands for itself, so its remedy is typed too.
        private func remedies(of host: RunReport.Host) -> [String] {
            let cause = host.cause.map { [$0.remedy] } ?? []
            let others = host.checks.filter { $0.verdict == "fail" && $0.id != host.cause?.check }
            return cause + others.compactMap(\.remedy)
        }
    }
}
