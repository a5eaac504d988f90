/// The progress of a sweep, for a line on the terminal.
package struct SweepProgress: Sendable {
    package var hosts: Int
    /// With any outcome.
    package var ended: Int
    package var failing: Int
    package var inHand: Int
    /// Runs longest, in seconds.
    package var slowest: (name: String, seconds: Double)?

    package init(
        hosts: Int, ended: Int, failing: Int, inHand: Int, slowest: (name: String, seconds: Double)? = nil
    ) {
        self.hosts = hosts
        self.ended = ended
        self.failing = failing
        self.inHand = inHand
        self.slowest = slowest
    }

    /// Drops the last parts if they do not fit.
    package func line(in style: ReportStyle) -> String {
        let failed: Line = "\(failing) failing"
        var parts: [Line] = [
            "\(ended) of \(hosts) done", failing > 0 ? failed.painted(.failure) : failed, "\(inHand) running",
            "\(max(0, hosts - ended - inHand)) left",
        ]
        if let slowest { parts.append("slowest \(slowest.name) \(seconds(slowest.seconds))") }
        let width = style.width ?? .max
        while parts.count > 1, parts.joined(", ").width > width { parts.removeLast() }
        return parts.joined(", ").shortened(to: width).rendered(in: style)
    }
}
