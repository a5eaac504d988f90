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
