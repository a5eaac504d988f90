import Foundation
import Testing

extension `On the lab` {
    @Suite struct `Doctor` {
        @Test func `the fingerprints that it shows make a host known, and no file is touched`() async throws {
            let scratch = try Scratch()
            let known = try scratch.file("known_hosts", String(contentsOfFile: Lab.knownHosts, encoding: .utf8))
            let hosts = ["-i", Lab.inventory, "--known-hosts", known, "unknown-key", "d23-pam"]
            let shown = try await Program.run(Dovesweep.command(["doctor", "--host-keys"] + hosts))
            #expect(shown.status == 0)
            #expect(shown.errors.contains("hosts: 1 known already, 1 to approve"), "\(shown.errors)")
            let lines = shown.output.split(separator: "\n")
            #expect(lines.count { $0.hasPrefix("# unknown-key SHA256:") } == lines.count / 2)
            let before = try String(contentsOfFile: known, encoding: .utf8)
            let original = try String(contentsOfFile: Lab.knownHosts, encoding: .utf8)
            #expect(before == original)
            try (before + shown.output).write(toFile: known, atomically: true, encoding: .utf8)
            let sweep = try await Program.run(Dovesweep.command(["sweep", "-o", "json"] + hosts))
            let outcome = try RunReport(sweep.output).host("unknown-key").outcome
            #expect(outcome == "swept")
        }

        @Test func `a changed key is named with both fingerprints, and is no line`() async throws {
            let hosts = ["-i", Lab.inventory, "--known-hosts", Lab.knownHosts, "changed-key", "refused"]
            let shown = try await Program.run(Dovesweep.command(["doctor", "--host-keys"] + hosts))
            #expect(shown.status == 1)
            #expect(shown.output.isEmpty)
            #expect(shown.errors.components(separatedBy: "SHA256:").count == 3, "\(shown.errors)")
            #expect(shown.errors.contains("refused: refused: "), "\(shown.errors)")
        }

        @Test func `a host that takes a password that is known needs no key`() async throws {
            let scratch = try Scratch()
            let hosts = try scratch.file("hosts", "mx1 ansible_password=unused\nmx2\n")
            let command = ["doctor", "-i", hosts, "--known-hosts", Lab.knownHosts]
            let both = try await Program.run(Dovesweep.command(command))
            #expect(both.output.contains("there is no key for 1 of 2 hosts: mx2"), "\(both.output)")
            let first = try await Program.run(Dovesweep.command(command + ["mx1"]))
            #expect(!first.output.contains("there is no key"), "\(first.output)")
        }

        @Test func `a machine from which the lab can be swept is ready, and one without keys is not`() async throws {
            let ready = ["doctor", "-i", Lab.inventory, "--known-hosts", Lab.knownHosts, "d23-pam"]
            let well = try await Program.run(Dovesweep.command(ready + ["--ascii"]))
            #expect(well.status == 0, "\(well.output)")
            #expect(
                well.output.contains("+ host keys") && well.output.contains(" 1 of 1 host is known\n"), "\(well.output)"
            )
            let key = try Scratch().path("nowhere")
            let ill = try await Program.run(
                Dovesweep.command([
                    "doctor", "-i", "198.18.1.1,", "--private-key", key, "--known-hosts", Lab.knownHosts,
                ]))
            #expect(ill.status == 1)
            #expect(ill.output.contains("✗ keys"), "\(ill.output)")
            let broken = try await Program.run(Dovesweep.command(["doctor", "-i", "/nowhere"]))
            #expect(broken.status == 65)
            #expect(broken.output.contains("✗ inventory"), "\(broken.output)")
        }
    }
}
