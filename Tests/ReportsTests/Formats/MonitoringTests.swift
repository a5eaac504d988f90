import Assessment
import Fleet
import RunSamples
import Testing

@testable import Reports

struct MonitoringTests {
    @Test(arguments: Samples.all.keys.sorted())
    func `promtool finds nothing to complain of`(sample: String) throws {
        let text = ReportFormat.prometheus.render(Samples.report(try #require(Samples.all[sample])))
        try Self.promtool(text)
    }

    static func promtool(_ text: String) throws {
        #expect(try Python.program("/usr/bin/promtool", ["check", "metrics"], input: text) == "")
    }

    @Test func `a host that fails an item has a sample that says so`() {
        let text = ReportFormat.prometheus.render(Samples.report(Samples.night))
        let labels = "{host=\"mx07.example.net\",item=\"tls\",verdict=\"fail\",waived=\"false\"}"
        #expect(text.contains("\ndovesweep_host_item\(labels) 1\n"))
        #expect(text.contains("\ndovesweep_exit_status 1\n"))
        #expect(text.contains("\ndovesweep_run_duration_seconds 61.24\n"))
    }

    @Test(arguments: [
        (Samples.morning, "OK", 0), (Samples.night, "CRITICAL", 2), (Samples.empty, "UNKNOWN", 3),
        (Samples.cutShort, "UNKNOWN", 3),
    ])
    func `a monitoring system gets its own exit statuses`(run: Run, word: String, status: Int) {
        let report = Report(run, decision: Gate().decide(on: run), exitCodes: .nagios)
        #expect(report.status == status)
        #expect(ReportFormat.nagios.render(report).hasPrefix("DOVESWEEP \(word) - \(report.decision.reason) | "))
        #expect(Report(run, decision: report.decision).status == report.decision.status)
    }

    @Test func `warnings of hosts in service are told though the gate passes`() {
        var run = Samples.morning
        run.hosts.append(Samples.expiring)
        let status = { Report(run, decision: Gate().decide(on: run), exitCodes: .nagios).status }
        #expect(status() == 1)
        run.hosts[run.hosts.count - 1].host.state = .drained
        #expect(status() == 0)
    }

    @Test func `a gate that counts warnings says so beside a host that passes`() {
        var run = Samples.morning
        run.hosts = [Samples.expiring]
        let report = Report(run, decision: Gate(failOn: .warn).decide(on: run), exitCodes: .nagios)
        #expect(
            ReportFormat.nagios.render(report).hasPrefix(
                "DOVESWEEP CRITICAL - 1 of 1 host warns; the gate counts warnings as failures | passing=1"))
    }

    @Test func `JSON tells the status that the program ends with`() {
        let report = Report(Samples.night, decision: Gate().decide(on: Samples.night), exitCodes: .nagios)
        #expect(ReportFormat.json.render(report).contains("\"exit\": {\"status\": 2,"))
    }

    @Test func `a monitoring system reads no more than 8 KiB`() {
        var run = Samples.night
        run.hosts = (1...500).map { Samples.expired("mx\($0 * 7).example.net") }
        for place in run.hosts.indices {
            run.hosts[place].cause?.signature = "\(place)"
            run.hosts[place].cause?.summary = String(repeating: "long ", count: 1000)
        }
        let text = ReportFormat.nagios.render(Samples.report(run))
        #expect(text.utf8.count < 8192 && text.contains("… 480 more\n"))
    }
}
