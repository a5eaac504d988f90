import Foundation
import Testing

extension `On the lab` {
    /// Hosts whose every secret is one word: it comes home in no form, and is written nowhere.
    @Suite struct Canary {
        private static let word = Secret("C4nary-Of-The-Lab")
        private static let hosts = ["d23-canary", "d24-canary"]

        @Test func `no record, archive, report or message holds it`() async throws {
            let scratch = try Scratch()
            let formats = try await Self.formats()
            let outputs = formats.flatMap { ["--output", "\($0):\(scratch.path("report.\($0)"))"] }
            let ended = try await Program.run(
                Dovesweep.sweep(Self.hosts, "--archive", scratch.path("archive"), "--record", scratch.path("record"))
                    + outputs + ["--output", "table"])
            for text in [ended.output, ended.errors] { #expect(!Self.word.isIn(text)) }
            _ = try scratch.file("unpacked", try await Unpacked.all(of: scratch.path("archive")))
            let files = try FileManager.default.contentsOfDirectory(atPath: scratch.directory)
            #expect(files.count >= formats.count + 2)
            for file in files {
                let bytes = Array(try #require(FileManager.default.contents(atPath: scratch.path(file))))
                #expect(!Self.word.isIn(bytes), "\(file)")
            }
            // The way to look finds what is there: the name of a setting whose value is one.
            let record = Array(try #require(FileManager.default.contents(atPath: scratch.path("record"))))
            #expect(Secret("server_api_header").isIn(record))
        }

        @Test(arguments: hosts) func `no log of the host holds it after a sweep`(host: String) async throws {
            _ = try await WholeSweep.shared.value
            let script = """
                journalctl --sync
                journalctl --all --output export
                doveadm log errors
                find /var/log -xdev -name '*.journal' -prune -o -type f -exec cat {} +
                """
            let logs = try await Lab.exec(host, "sh", "-s", script: script).output
            #expect(logs.contains("starting up for imap"))
            #expect(!Self.word.isIn(logs))
        }

        @Test(arguments: hosts) func `the host's own programs show it to root`(host: String) async throws {
            let user = "probe@lab.example"
            for command in [["doveconf", "-n"], ["doveadm", "user", user], ["doveadm", "auth", "lookup", user]] {
                let shown = try await Lab.exec(host, "sh", "-s", script: command.joined(separator: " "))
                #expect(Self.word.isIn(shown.output), "\(command)")
            }
        }

        /// As the help names them: `(values: table, json, …)`.
        private static func formats() async throws -> [String] {
            let help = try await Dovesweep.run("sweep", "--help").output
            let option = try #require(help.range(of: "--output <"))
            let list = try #require(help[option.upperBound...].firstMatch(of: /\(values:\s([^)]*)\)/)).output.1
            let formats = list.split { $0 == "," || $0.isWhitespace }.map(String.init)
            try #require(formats.contains("html") && formats.count > 8)
            return formats
        }
    }
}
