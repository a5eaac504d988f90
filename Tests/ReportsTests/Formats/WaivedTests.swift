import Assessment
import Fleet
import RunSamples
import Testing

@testable import Reports

/// What is accepted for a while, and what fails for long, is told wherever a run is told.
struct WaivedTests {
    @Test(arguments: ReportFormat.allCases.filter { $0 != .prometheus })
    func `a waived failure says why, by whom and until when`(format: ReportFormat) {
        let text = format.render(Samples.report(Samples.waived, style: ReportStyle(isVerbose: true)))
        for word in ["replaced with the move", "postmaster", "2026-12-24"] { #expect(text.contains(word), "\(word)") }
        #expect(text.contains("waivers.yml"))
    }

    @Test(arguments: ReportFormat.allCases.filter { $0 != .prometheus })
    func `since when it fails is told`(format: ReportFormat) {
        let text = format.render(Samples.report(Samples.waived))
        #expect(text.contains("2026-11-01 08:00:00 UTC") || text.contains("2026-11-01T08:00:00Z"))
    }

    @Test func `monitoring gets both as moments, and whether an alert is due`() {
        let text = ReportFormat.prometheus.render(Samples.report(Samples.waived))
        let labels = "{host=\"mx07.example.net\",check=\"tls.expiry\",owner=\"postmaster\"}"
        #expect(text.contains("\ndovesweep_host_waiver_ends_seconds\(labels) 1798156800\n"))
        #expect(text.contains("\ndovesweep_host_failing_since_seconds\(labels) 1793520000\n"))
        #expect(text.contains("item=\"tls\",verdict=\"fail\",waived=\"true\"} 1\n"))
        #expect(text.contains("item=\"service\",verdict=\"fail\",waived=\"false\"} 1\n"))
    }

    @Test(arguments: [
        (ReportStyle(width: 80), "≈"), (ReportStyle(width: 200), "≈ waived"),
        (ReportStyle(width: 80, inASCII: true), "w"),
    ])
    func `the cell says that it is waived, and does not fail`(style: ReportStyle, cell: String) throws {
        var run = Samples.waived
        run.hosts = run.hosts.filter { $0.host.name.hasPrefix("mx07") }
        for format in [ReportFormat.table, .summary] {
            let text = format.render(Samples.report(run, style: style))
            let row = try #require(text.split(separator: "\n").first { $0.hasPrefix("mx07.example.net ") })
            #expect(row.contains(" \(cell) ") || style.width == 200 && format == .summary, "\(row)")
            #expect(!text.contains("FAIL") && text.contains("0 fail, 1 waived"), "\(text)")
        }
    }

    @Test func `what fails by itself stands above what is waived`() throws {
        let text = ReportFormat.table.render(Samples.report(Samples.waived, style: ReportStyle(width: 120)))
        let names = text.split(separator: "\n").compactMap { line in
            ["mx07", "mx08", "mx12"].first { line.hasPrefix("\($0).example.net ") }
        }
        #expect(names.prefix(3) == ["mx08", "mx07", "mx12"])
    }

    @Test func `CI skips it, with the reason`() throws {
        let text = ReportFormat.junit.render(Samples.report(Samples.waived))
        let waived =
            "<skipped message=\"waived until 2026-12-24, by postmaster: replaced with the move (waivers.yml:3): "
        #expect(text.contains("name=\"tls.expiry\">\n    \(waived)the certificate that imaps"))
        #expect(text.contains("<failure type=\"fail\" message=\"dovecot.service failed"))
        #expect(text.contains("failing since 2026-11-01 08:00:00 UTC\nsystemctl restart dovecot.service"))
    }

    @Test func `a warning that is waived is none to a monitoring system`() {
        var run = Samples.morning
        run.hosts.append(Samples.expiring)
        run.hosts[9].findings = run.hosts[9].findings.map { finding in
            var finding = finding
            finding.waiver = finding.verdict == .warn ? Samples.waiver : nil
            return finding
        }
        #expect(Report(run, decision: Gate().decide(on: run), exitCodes: .nagios).status == 0)
    }

    @Test(arguments: ReportFormat.allCases.filter { ![.csv, .csvLong, .prometheus].contains($0) })
    func `what is to be known of waivers is told`(format: ReportFormat) {
        var report = Samples.report(Samples.morning, style: ReportStyle())
        report.notes = ["w.yml: the waiver of tls on mx9 ends today"]
        #expect(format.render(report).contains("w.yml: the waiver of tls on mx9 ends today"))
    }

    @Test func `a waiver of some hosts of a cause names them`() {
        var run = Samples.waived
        let place = run.hosts.firstIndex { $0.host.name.hasPrefix("mx09") } ?? 0
        run.hosts[place].findings = Samples.expired("mx09.example.net").findings
        let text = ReportFormat.summary.render(Samples.report(run, style: ReportStyle()))
        #expect(text.contains("the move (waivers.yml:3), on mx07.example.net\n"), "\(text)")
    }

    @Test func `a report that leaves the house names no owner`() {
        var run = Samples.waived
        for place in run.hosts.indices {
            run.hosts[place].findings = run.hosts[place].findings.map { finding in
                var finding = finding
                finding.waiver?.owner = "anna@example.net"
                finding.waiver?.reason = "as bert@example.net wants it"
                return finding
            }
        }
        var report = Samples.report(run)
        report.notes = ["w.yml:2: the waiver of tls on all (anna@example.net) ends today"]
        for format in ReportFormat.allCases {
            let text = format.render(report.redacted())
            #expect(!text.contains("anna@") && !text.contains("bert@") && text.contains("owner-1"), "\(format)")
        }
    }
}
