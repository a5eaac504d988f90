import Fleet
import RunSamples
import Testing

@testable import Reports

@Suite struct `A run that is read back` {
    /// But for waivers, which are those of today's file.
    @Test(arguments: Samples.all.keys.filter { $0 != "waived" }.sorted())
    func `says the same as before`(sample: String) throws {
        let written = json(try #require(Samples.all[sample]))
        let run = try Run(reading: Array(written.utf8))
        #expect(json(run).split(separator: "\n") == written.split(separator: "\n"))
    }

    @Test func `makes the same table`() throws {
        let table = { (run: Run) in ReportFormat.table.render(Samples.report(run)).split(separator: "\n") }
        let run = try Run(reading: Array(json(Samples.night).utf8))
        #expect(table(run) == table(Samples.night))
    }

    @Test func `keeps since when something fails, and the waivers that it was judged with`() throws {
        var run = Samples.night
        let place = try #require(run.hosts.firstIndex { $0.standing == .failing })
        for index in run.hosts[place].findings.indices {
            run.hosts[place].findings[index].failingSince = 1_795_449_662
            run.hosts[place].findings[index].waiver = Samples.waiver
        }
        let findings = try Run(reading: Array(json(run).utf8)).hosts[place].findings
        #expect(findings.allSatisfy { $0.failingSince == 1_795_449_662 && $0.waiver == Samples.waiver })
    }

    @Test func `of a version before logins were told of each host counts those that the check proved`() throws {
        let old = json(Samples.morning).split(separator: "\n").filter { !$0.contains("\"login") }
            .joined(separator: "\n").replacing("password.sound", with: "password.login")
        #expect(try Run(reading: Array(old.utf8)).totals.loginsProven == 9)
    }

    @Test(arguments: [
        ("", "not a report of dovesweep"), ("[]", "not a report of dovesweep: it is not a JSON object"),
        (#"{"schema": "dovesweep.run/2"}"#, "“dovesweep.run/2”, and this dovesweep reads “dovesweep.run/1”"),
        (#"{"schema": "dovesweep.run/1"}"#, "“id” is missing"),
    ]) func `that is none is told`(text: String, words: String) {
        let error = #expect(throws: RunFileError.self) { try Run(reading: Array(text.utf8)) }
        #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
    }

    @Test func `that has a wrong value is told with its place`() {
        let wrong = json(Samples.morning).replacing(#""outcome": "swept""#, with: #""outcome": "lost""#)
        let error = #expect(throws: RunFileError.self) { try Run(reading: Array(wrong.utf8)) }
        #expect(error?.message.hasSuffix("“hosts[0].outcome” has a wrong value") == true, "\(error?.message ?? "")")
    }

    @Test func `is told from a record`() {
        #expect(Run.isDocument(Array(json(Samples.empty).utf8)))
        #expect(!Run.isDocument(Array(#"{"schema": "dovesweep.record/1"}"#.utf8)))
        #expect(!Run.isDocument(Array("no JSON".utf8)))
    }

    private func json(_ run: Run) -> String { ReportFormat.json.render(Samples.report(run)) }
}
