import Foundation
import Testing

extension `On the lab` {
    /// What the sweep makes of each host.
    @Suite struct Verdicts {
        @Test(arguments: Expectation.names) func `a host is judged as its file says`(name: String) async throws {
            let host = try await WholeSweep.shared.value.report.host(name)
            let expected = try Expectation(name)
            #expect(host.outcome == expected.outcome, "\(host.reason ?? "")")
            #expect((host.cause?.check ?? "none") == expected.cause)
            #expect(Set(host.items.keys) == Set(expected.items.keys))
            for (item, verdicts) in expected.items {
                let checks = host.checks.filter { $0.id.hasPrefix("\(item).") }
                let words = checks.map { "\($0.id) \($0.verdict): \($0.summary)" }
                #expect(host.items[item].map(verdicts.contains) == true, "\(item): \(words)")
            }
        }

        @Test func `every host of the lab is in the report once`() async throws {
            let report = try await WholeSweep.shared.value.report
            #expect(report.hosts.map(\.name).sorted() == Expectation.names)
        }

        @Test(arguments: try Expectation.healthy()) func `a healthy host raises no alarm, and its login is proven`(
            name: String
        ) async throws {
            let host = try await WholeSweep.shared.value.report.host(name)
            for check in host.checks {
                #expect(check.verdict == "pass" || check.verdict == "skipped", "\(check.id): \(check.summary)")
            }
            #expect(host.cause == nil)
            let login = try #require(host.checks.first { $0.id == "password.login" })
            let isAsked = try Expectation(name).login
            #expect(login.verdict == (isAsked ? "pass" : "skipped") && login.vantage == "outside")
        }

        @Test func `there are healthy hosts of both versions, and all their logins are counted`() async throws {
            let healthy = try Expectation.healthy()
            #expect(healthy.contains { $0.hasPrefix("d23") } && healthy.contains { $0.hasPrefix("d24") })
            let proven = try healthy.filter { try Expectation($0).login }
            #expect(try await WholeSweep.shared.value.report.totals.loginsProven >= proven.count)
        }

        @Test func `a host that fails has a cause with a remedy, and what is blocked names a failure`() async throws {
            for host in try await WholeSweep.shared.value.report.hosts {
                let failed = Set(host.checks.filter { $0.verdict == "fail" }.map(\.id))
                #expect((host.cause != nil) == !failed.isEmpty, "\(host.name)")
                if let cause = host.cause { #expect(failed.contains(cause.check) && !cause.remedy.isEmpty) }
                for check in host.checks where check.verdict == "blocked" {
                    #expect(failed.contains(check.blockedBy ?? "nothing"), "\(host.name) \(check.id)")
                }
            }
        }

        @Test func `failing hosts make the exit status 1`() async throws {
            let sweep = try await WholeSweep.shared.value
            #expect(sweep.ended.status == 1)
            #expect(sweep.report.exit.status == 1)
        }

        @Test func `the report is valid by the published schema`() async throws {
            let schema = Lab.folder + "/../../Sources/Reports/Schema/dovesweep.run-1.schema.json"
            let report = try await WholeSweep.shared.value.json
            // Debian's python3-jsonschema.
            let check = "import json, sys, jsonschema; jsonschema.validate(*(json.load(open(p)) for p in sys.argv[1:]))"
            let validation = try await Program.run(["/usr/bin/python3", "-c", check, report, schema])
            #expect(validation.status == 0, "\(validation.errors)")
        }

        @Test func `the record is judged again as the sweep was, without a host`() async throws {
            let sweep = try await WholeSweep.shared.value
            // Not in the lab's network: nothing could be reached from here.
            let judged = try await Program.run([Dovesweep.binary, "judge", sweep.record, "--output", "json"])
            #expect(judged.status == sweep.ended.status)
            #expect(judged.errors.isEmpty)
            let swept = try String(contentsOfFile: sweep.json, encoding: .utf8).split(separator: "\n")
            for difference in judged.output.split(separator: "\n").difference(from: swept) {
                Issue.record("\(difference)")
            }
        }
    }
}
