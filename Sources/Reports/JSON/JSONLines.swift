package import Fleet

/// A run as JSON lines: a host a line, as in `hosts` of the JSON report, then the run without its hosts.
///
/// Lines can be written as hosts end. What only the whole fleet shows is known later: such a host has a second line, and
/// its last one holds.
package enum JSONLines {
    /// The line of one host, with its end.
    package static func line(of result: HostResult) -> String { line(result.json) }

    /// The last line, with its end.
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
