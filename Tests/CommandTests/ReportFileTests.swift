import Foundation
import Testing

/// Where reports go, and what becomes of them when they cannot.
struct ReportFileTests {
    @Test func `a file appears whole or not at all, and what fails keeps no other report from being written`() throws {
        try Command.inFolder { folder in
            try Data("old".utf8).write(to: folder.appending(path: "report.json"))
            // A file of more than 4 KiB cannot be written, as on a disk that is full.
            let ended = try Command(
                script: """
                    trap '' XFSZ; ulimit -f 4
                    exec "$dovesweep" judge "$record" -o json:report.json -o nagios:report.txt
                    """
            ).run(in: folder)
            #expect(ended.status == 74)
            #expect(ended.errors.contains("the report report.json could not be written: File too large\n"))
            #expect(ended.errors.contains("result: 2 of 6 hosts fail, 1 is undecided\n"))
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == [
                    "report.json", "report.txt",
                ])
            #expect(try String(contentsOf: folder.appending(path: "report.json"), encoding: .utf8) == "old")
            let other = try String(contentsOf: folder.appending(path: "report.txt"), encoding: .utf8)
            #expect(other.hasPrefix("DOVESWEEP CRITICAL - 2 of 6 hosts fail"))
        }
    }

    @Test func `a device that is full is told`() throws {
        let ended = try Command.judge("-o table:/dev/full")
        #expect(ended.status == 74)
        #expect(ended.errors.contains("/dev/full could not be written: No space left on device\n"))
    }

    @Test(arguments: ["table", "json", "jsonl", "html"])
    func `a reader that went away is an error of the write`(format: String) throws {
        let ended = try Command.inFolder {
            try Command(
                script: """
                    { sleep 1; "$dovesweep" judge "$record" -o \(format); } | true
                    exit "${PIPESTATUS[0]}"
                    """
            ).run(in: $0)
        }
        #expect(ended.status == 74)
        #expect(ended.errors.contains("standard output: Broken pipe\n"))
    }

    @Test func `what could not be written later is told at once`() throws {
        let folder = try Command.judge("-o json:.")
        #expect(folder.status == 74 && folder.errors.contains("it is a folder"))
        let missing = try Command.judge("-o json:nowhere/report.json")
        #expect(missing.status == 74 && missing.errors.contains("nowhere/: No such file or directory"))
        let twice = try Command.judge("-o json:same -o csv:same")
        #expect(twice.status == 64 && twice.errors.contains("two reports go to same"))
    }

    @Test func `a format that is none is wrong usage, and the others are named`() throws {
        let ended = try Command.judge("-o yaml")
        #expect(ended.status == 64)
        for format in ["table", "csv-long", "prometheus"] { #expect(ended.errors.contains(format)) }
    }

    @Test func `a report goes through a pipe with a name`() throws {
        let ended = try Command.inFolder {
            try Command(
                script: """
                    mkfifo pipe; "$dovesweep" judge "$record" -o csv:pipe & cat pipe; wait $!
                    """
            ).run(in: $0)
        }
        #expect(ended.status == 1)
        #expect(ended.output.split(separator: "\n").count == 7)
    }

    @Test func `the exit status is the same whatever the format, and monitoring has its own`() throws {
        for format in ["table", "summary", "jsonl", "html"] {
            #expect(try Command.judge("-o \(format)").status == 1)
            #expect(try Command.judge("-o \(format) --exit-codes nagios").status == 2)
        }
        // Where that is what standard output is for.
        #expect(try Command.judge("-o nagios").status == 2)
        #expect(try Command.judge("-o nagios --exit-codes dovesweep").status == 1)
        #expect(try Command.judge("-o nagios:n.txt").status == 1)
        #expect(try Command.judge("-o nagios --exit-codes nagios --max-failing 6").status == 3)
        #expect(try Command.judge("-o nagios --exit-codes nagios --max-failing 6 --min-coverage 50").status == 1)
    }
}
