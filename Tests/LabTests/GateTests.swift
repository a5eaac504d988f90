import Foundation
import Testing

extension `On the lab` {
    /// Before a change and after it: the gate, what changed, and what was accepted for a while.
    @Suite struct `Before and after` {
        @Test func `a host that breaks and is mended is told by compare and by the gate`() async throws {
            let scratch = try Scratch()
            let archive = scratch.path("archive")
            let hosts = ["d23-pam", "d24-pam", "refused"]
            func sweep(as name: String) async throws -> Program.Ended {
                try await Program.run(Dovesweep.sweep(hosts, "--archive", archive, "--save-as", name))
            }
            _ = try await sweep(as: "before")
            _ = try await Lab.exec("d24-pam", "systemctl", "stop", "dovecot.socket", "dovecot")
            let broken = try await sweep(as: "broken")
            _ = try await Lab.exec("d24-pam", "systemctl", "start", "dovecot")
            #expect(broken.status == 1)

            let worse = try await Dovesweep.run("compare", "before", "broken", "--archive", archive)
            #expect(worse.status == 1 && worse.output.contains("service.running pass → FAIL"), "\(worse.output)")
            let better = try await Dovesweep.run("compare", "broken", "before", "--archive", archive)
            #expect(better.status == 0 && better.output.contains("✓ fixed"), "\(better.output)")
            let same = try await Dovesweep.run("compare", "before", "before", "--archive", archive)
            #expect(same.status == 0 && same.output.contains("nothing changed"), "\(same.output)")
        }

        @Test func `the gate says go and no-go, by policy, quorum, baseline and waiver`() async throws {
            let scratch = try Scratch()
            let archive = scratch.path("archive")
            func gate(_ hosts: [String], _ options: String...) async throws -> Program.Ended {
                let inventory = ["--inventory", Lab.inventory, "--known-hosts", Lab.knownHosts, "--archive", archive]
                return try await Program.run(
                    Dovesweep.command(["gate"] + inventory + Dovesweep.patience + options + hosts))
            }
            let well = try await gate(["d23-pam", "d24-pam"], "--require-login")
            #expect(well.status == 0 && well.output.hasPrefix("✓ GO: all 2 hosts pass"), "\(well.output)")
            let fleet = ["d23-pam", "d23-expired"]
            let failing = try await gate(fleet, "--save-as", "known")
            #expect(failing.status == 1 && failing.output.hasPrefix("✗ NO-GO: 1 of 2 hosts fails"), "\(failing.output)")
            let known = try await gate(fleet, "--against", "known", "--fail-on-new")
            #expect(known.status == 0 && known.output.contains("1 fails as before"), "\(known.output)")
            let waivers = try scratch.file(
                "waivers.yml",
                """
                waivers:
                  - {hosts: d23-expired, item: tls, reason: it moves, owner: postmaster, until: 2199-01-01}
                """)
            let waived = try await gate(fleet, "--waivers", waivers)
            #expect(waived.status == 0 && waived.output.contains("1 fails but is waived"), "\(waived.output)")
            #expect(waived.output.contains("1 pass, 0 fail, 1 waived, 0 undecided"), "\(waived.output)")
            let again = try await Dovesweep.run("judge", "last", "--archive", archive)
            #expect(again.output.contains("\n  since   "), "\(again.output)")
            let draining = try await gate(fleet, "--waivers", waivers, "--draining", "d23-pam")
            #expect(draining.status == 1 && draining.output.contains("without d23-pam"), "\(draining.output)")
            let policy = try scratch.file("policy.yml", "max-failing: 1\nmust-pas: [tls]\n")
            let wrong = try await gate(fleet, "--policy", policy)
            #expect(wrong.status == 65 && wrong.errors.contains("\(policy):2"), "\(wrong.errors)")
        }

        @Test func `a report that leaves the house names no account and no address`() async throws {
            let result = try await Program.run(
                Dovesweep.sweep(["d24-no-user"], "--no-archive", "--redact", "-v", "-o", "json"))
            #expect(
                result.status == 1 && result.output.contains("account-1") && !result.output.contains("@lab.example"))
            #expect(result.output.contains("address-1"), "\(result.output)")
        }
    }
}
