import Foundation
import Testing

extension `On the lab` {
    /// What a user meets who gives something wrong: a status of the contract, a message that says what, and no report.
    @Suite struct `Wrong input` {
        struct Case: Sendable, CustomTestStringConvertible {
            let what: String
            let arguments: [String]
            let status: Int32
            let message: String
            var testDescription: String { what }

            init(_ what: String, _ arguments: [String], _ status: Int32, _ message: String) {
                (self.what, self.arguments, self.status, self.message) = (what, arguments, status, message)
            }
        }

        static let sweep = ["sweep", "-i", Lab.inventory, "--known-hosts", Lab.knownHosts, "d23-pam"]
        static let commandLines = [
            Case("no such inventory", ["sweep", "-i", "/nowhere"], 65, "/nowhere: this inventory does not exist"),
            Case(
                "patterns without a match", sweep.dropLast() + ["nobody"], 64,
                "\"nobody\": the pattern matches no host"),
            Case("an unknown option", sweep + ["--colour"], 64, "Unknown option '--colour'"),
            Case("an unknown command", ["frobnicate"], 64, "frobnicate"),
            Case("an unknown format", sweep + ["-o", "pdf"], 64, "'pdf'"),
            Case("an unknown item", sweep + ["--only", "weather"], 64, "“weather” is neither an item"),
            Case("two reports on one output", sweep + ["-o", "json", "-o", "table"], 64, "only one report"),
            Case("no such known_hosts", sweep + ["--known-hosts", "/nowhere"], 65, "/nowhere: the known_hosts file"),
            Case("no folder for a report", sweep + ["-o", "json:/nowhere/x"], 74, "/nowhere/x cannot be written"),
            Case("a full disk for a report", sweep + ["-o", "json:/dev/full"], 74, "could not be written: No space"),
            Case("no folder for the record", sweep + ["--record", "/nowhere/x"], 74, "cannot be created: No such"),
            Case("a record that exists", sweep + ["--record", "/dev/full"], 74, "cannot be created: the file exists"),
            Case("no such record", ["judge", "/nowhere"], 65, "/nowhere: the file does not exist"),
            Case("a record that is none", ["judge", Lab.inventory], 65, "inventory.ini:1: the file is not a record"),
        ]

        @Test(arguments: commandLines) func `is told`(_ wrong: Case) async throws {
            let result = try await Program.run(Dovesweep.command(wrong.arguments))
            #expect(result.status == wrong.status)
            #expect(result.errors.contains(wrong.message), "\(result.errors)")
            #expect(result.output.isEmpty)
        }

        @Test(arguments: [
            (#"/\S*/id_ed25519"#, Lab.state + "/ca.pem", "ca.pem: this is not a private key"),
            (#"/\S*/id_ed25519"#, "/nowhere", "/nowhere: the private key does not exist"),
            (#"/\S*/probe.password"#, "/nowhere", "the probe password file /nowhere does not exist"),
            (#"/\S*/probe.password"#, "/etc/.pwd.lock", "/etc/.pwd.lock: its first line is empty"),
            (#"/\S*/ca.pem"#, "/nowhere", "/nowhere"),
            ("dovesweep_ca_file", "dovesweep_cafile", "Did you mean \"dovesweep_ca_file\"?"),
        ]) func `in an inventory is told before any host is tried`(
            what: String, instead: String, message: String
        ) async throws {
            let scratch = try Scratch()
            let text = try String(contentsOfFile: Lab.inventory, encoding: .utf8)
            let inventory = try scratch.file(
                "hosts.ini", text.replacingOccurrences(of: what, with: instead, options: .regularExpression))
            let record = scratch.path("record.jsonl")
            let result = try await Dovesweep.run("sweep", "-i", inventory, "d23-pam", "--record", record)
            #expect(result.status == 65)
            #expect(result.errors.contains(message), "\(result.errors)")
            #expect(result.output.isEmpty && !FileManager.default.fileExists(atPath: record))
        }

        @Test func `of a known_hosts line is told with its place, and its host is not trusted`() async throws {
            let scratch = try Scratch()
            let known = try scratch.file("known_hosts", "d23-pam ssh-ed25519 garbage!\n")
            let result = try await Dovesweep.run(
                "sweep", "-i", Lab.inventory, "--known-hosts", known, "d23-pam", "-o", "json")
            #expect(result.status == 2)
            #expect(result.errors.contains("\(known):1: the line cannot be parsed"), "\(result.errors)")
            #expect(try RunReport(result.output).host("d23-pam").outcome == "host-key-unknown")
        }

        @Test func `a disk that fills up leaves no half report, and is told of a record`() async throws {
            let scratch = try Scratch()
            let mount = try await Program.run(["/bin/mount", "-t", "tmpfs", "-o", "size=8k", "full", scratch.directory])
            try #require(mount.status == 0, "\(mount.errors)")
            let sweep = ["sweep", "-i", Lab.inventory, "--known-hosts", Lab.knownHosts, "d23-pam"]
            let report = try await Program.run(Dovesweep.command(sweep + ["-o", "json:\(scratch.path("report"))"]))
            let left = try FileManager.default.contentsOfDirectory(atPath: scratch.directory)
            let record = try await Program.run(Dovesweep.command(sweep + ["--record", scratch.path("record")]))
            _ = try await Program.run(["/bin/umount", scratch.directory])
            #expect(report.status == 74 && report.errors.contains("report could not be written: No space left"))
            #expect(left.isEmpty)
            #expect(record.status == 74 && record.errors.contains("record is incomplete: the disk is full"))
            // The sweep itself was not harmed.
            #expect(record.output.hasPrefix("✓"))
        }
    }
}
