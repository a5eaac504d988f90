import Fleet
import Foundation
import RunSamples
import Testing

@testable import Reports

struct JUnitTests {
    @Test(arguments: Samples.all.keys.sorted())
    func `every report is valid against the schema of Jenkins`(sample: String) throws {
        try Self.validate(ReportFormat.junit.render(Samples.report(try #require(Samples.all[sample]))))
    }

    @Test(arguments: [("tests=", "test="), ("<failure ", "<defeat "), ("time=\"0.8", "time=\"-0.8")])
    func `the schema refuses what is wrong`(right: String, wrong: String) {
        let text = ReportFormat.junit.render(Samples.report(Samples.night))
        #expect(text.contains(right))
        #expect(throws: Python.Failure.self) { try Self.validate(text.replacing(right, with: wrong)) }
    }

    @Test func `a failure fails, what is unknown is an error, what is blocked is skipped, and a warning passes`() {
        let text = ReportFormat.junit.render(Samples.report(Samples.night))
        #expect(text.contains("name=\"tls.expiry\">\n    <failure type=\"fail\" message=\"the certificate that imaps"))
        #expect(text.contains("<error type=\"unknown\" message=\"the journal cannot be read without root\">"))
        #expect(text.contains("<skipped message=\"blocked by tls.expiry: not judged\"/>"))
        #expect(text.contains("<system-out>warn: the certificate expires in 12 days\n"))
        #expect(text.contains("name=\"swept\">\n    <error type=\"dns\" message=\"dns: This is why it was lost, dns,"))
    }

    @Test func `a host that was not swept is one error`() {
        var run = Samples.night
        run.hosts = [Samples.unswept[0]]
        run.hosts[0].findings = Item.allCases.map {
            Finding(check: "\($0.rawValue).sound", item: $0, verdict: .unknown, summary: "not known")
        }
        let text = ReportFormat.junit.render(Samples.report(run))
        let suite = text.components(separatedBy: "<testsuite ")[1]
        #expect(suite.contains("errors=\"1\"") && suite.contains("<skipped message=\"the host was not swept\"/>"))
    }

    @Test func `the last suite says what the gate said`() {
        let gate = { (run: Run) in
            ReportFormat.junit.render(Samples.report(run)).components(separatedBy: "<testsuite ").last ?? ""
        }
        #expect(gate(Samples.morning).contains("<testcase classname=\"dovesweep\" name=\"gate\"/>"))
        #expect(gate(Samples.night).contains("<failure type=\"gate\" message=\"5 of 27 hosts in service fail"))
        #expect(gate(Samples.cutShort).contains("<error type=\"gate\" message=\"interrupted"))
    }

    /// Throws what is wrong with it.
    static func validate(_ text: String) throws {
        let schema = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Schemas/junit.xsd")
        try Python.inFolder { folder in
            let report = folder.appending(path: "report.xml")
            try Data(text.utf8).write(to: report)
            // --huge, as a text of a host may be long.
            _ = try Python.program(
                "/usr/bin/xmllint", ["--noout", "--huge", "--schema", schema.path, report.path])
        }
    }
}
