package import Fleet

/// One JSON line per host as in `hosts` of the JSON report, then the run without hosts.
///
/// Lines can be written as hosts end. If checks of the whole fleet change a host, its second line holds.
package enum JSONLines {
    package static func line(of result: HostResult) -> String { line(result.json) }

    package static func closing(_ report: Report) -> String { RunDocument(report).lineWithoutHosts }

    static func text(_ report: Report) -> String {
        report.run.hosts.map(line(of:)).joined() + closing(report)
    }

    static func line(_ value: JSONValue) -> String {
        var writer = JSONWriter(lineWidth: nil)
        writer.write(value)
        writer.endLine()
        return writer.text
    }
}
