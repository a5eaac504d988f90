import Foundation
import Testing

extension `On the lab` {
    /// What is kept of a sweep, and what can be made of it.
    @Suite struct Archive {
        private static let hosts = ["d23-pam", "d24-no-user", "refused"]

        @Test func `a sweep is stored, for its owner alone, and can be shown again`() async throws {
            let scratch = try Scratch()
            let archive = scratch.path("new/folder/archive.sqlite")
            let (report, record) = (scratch.path("report.json"), scratch.path("record.jsonl"))
            let sweep = try await Program.run(
                Dovesweep.sweep(
                    Self.hosts, "--archive", archive, "--save-as", "first", "-o", "table", "-o", "json:\(report)",
                    "--record", record))
            #expect(sweep.status == 1, "\(sweep.errors)")
            #expect(
                sweep.errors.hasPrefix("dovesweep: stored as first. To compare later: ")
                    && sweep.errors.contains("compare first last") && sweep.errors.split(separator: "\n").count == 1,
                "\(sweep.errors)")
            for (file, mode) in [(archive, 0o600), (scratch.path("new/folder"), 0o700)] {
                let attributes = try FileManager.default.attributesOfItem(atPath: file)
                #expect(attributes[.posixPermissions] as? Int == mode, "\(file)")
            }
            let shown = try await Dovesweep.run("report", "first", "--archive", archive)
            #expect(shown.output == sweep.output && shown.status == 1)
            let again = try await Dovesweep.run("judge", "last", "--archive", archive, "-o", "json")
            #expect(again.output == (try String(contentsOfFile: report, encoding: .utf8)))
            let file = try await Dovesweep.run("report", report)
            #expect(file.output == sweep.output)
            // The archive has the very lines of the record.
            let copied = try await Unpacked.records(of: archive)
            let lines = { (text: String) in text.split(separator: "\n") }
            #expect(lines(copied) == lines(try String(contentsOfFile: record, encoding: .utf8)))
            let taken = try await Program.run(
                Dovesweep.sweep(Self.hosts, "--archive", archive, "--save-as", "first"))
            #expect(taken.status == 64 && taken.errors.contains("has this name"), "\(taken.errors)")
        }

        @Test func `no stored run has a password`() async throws {
            let scratch = try Scratch()
            let hosts = ["d23-vmail", "d23-wrong-password", "d24-sudo-password", "d24-password-login"]
            let known = Expectation.names.filter(hosts.contains)
            _ = try await Program.run(Dovesweep.sweep(known, "--archive", scratch.path("archive")))
            let unpacked = try await Unpacked.all(of: scratch.path("archive"))
            _ = try scratch.file("unpacked", unpacked)
            for file in try FileManager.default.contentsOfDirectory(atPath: scratch.directory) {
                let bytes = Array(try #require(FileManager.default.contents(atPath: scratch.path(file))))
                for password in try Lab.passwords() { #expect(!password.isIn(bytes), "\(file)") }
                if file == "unpacked" { #expect(Secret("dovecot_config_version").isIn(bytes)) }
            }
        }

        @Test func `a sweep that was killed is there as far as it came`() async throws {
            let scratch = try Scratch()
            let (archive, record) = (scratch.path("archive"), scratch.path("record.jsonl"))
            let sweep = try Program(
                Dovesweep.sweep(["d23-pam", "silent"], "--archive", archive, "--record", record))
            var ended: [String] = []
            while ended.isEmpty {
                try await Task.sleep(for: .milliseconds(20))
                ended = try RecordEvents(growing: record).hosts(that: "ended")
            }
            // The archive has it a fifth of a second later.
            try await Task.sleep(for: .seconds(1))
            kill(sweep.pid, SIGKILL)
            _ = try await sweep.ended()
            let runs = try await Dovesweep.run("runs", "--archive", archive)
            #expect(runs.output.contains("not finished: still running, or killed"), "\(runs.output)")
            let judged = try await Dovesweep.run("judge", "last", "--archive", archive, "-o", "json")
            #expect(judged.status == 2)
            let report = try RunReport(judged.output)
            #expect(try report.host("d23-pam").outcome == "swept")
            #expect(try report.host("silent").outcome == "interrupted")
        }

        @Test func `an archive that is none loses no report and is left as it is`() async throws {
            let scratch = try Scratch()
            let text = String(repeating: "no database, and long enough to be read as one\n", count: 40)
            let archive = try scratch.file("archive", text)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: archive)
            let sweep = try await Program.run(Dovesweep.sweep(["d23-pam"], "--archive", archive))
            #expect(sweep.status == 74 && sweep.errors.contains("\(archive) is damaged"), "\(sweep.errors)")
            #expect(sweep.output.hasPrefix("✓"))
            #expect(try String(contentsOfFile: archive, encoding: .utf8) == text)
            let runs = try await Dovesweep.run("runs", "--archive", archive)
            #expect(runs.status == 65 && runs.output.isEmpty)
        }

        @Test func `only what did not pass is swept again, and the rest is kept`() async throws {
            let scratch = try Scratch()
            let (archive, record) = (scratch.path("archive"), scratch.path("record.jsonl"))
            _ = try await Program.run(Dovesweep.sweep(Self.hosts, "--archive", archive))
            let again = try await Program.run(
                Dovesweep.sweep(
                    [], "--archive", archive, "--rerun-failed", "last", "-o", "json", "--record", record))
            let report = try RunReport(again.output)
            #expect(report.hosts.map(\.name) == Self.hosts && report.totals.swept == 2)
            // What was kept is in the record before anything is begun anew.
            let begun = try RecordEvents(growing: record).hosts(that: "began")
            #expect(begun.first == "d23-pam" && Set(begun) == Set(Self.hosts))
            let runs = try await Dovesweep.run("runs", "--archive", archive)
            #expect(runs.output.contains("again from"), "\(runs.output)")
        }

        @Test func `many sweeps at once are all stored`() async throws {
            let scratch = try Scratch()
            let archive = scratch.path("archive")
            let sweeps = try (0..<6).map { _ in
                try Program(Dovesweep.sweep(["refused", "d23-pam"], "--archive", archive))
            }
            for sweep in sweeps {
                let ended = try await sweep.ended()
                #expect(ended.status == 2 && ended.errors.isEmpty, "\(ended.errors)")
            }
            let runs = try await Dovesweep.run("runs", "--archive", archive)
            #expect(runs.output.split(separator: "\n").count == 7, "\(runs.output)")
            #expect(!runs.output.contains("not finished"))
        }
    }
}
