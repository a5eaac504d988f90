/// How far a sweep has come, as one line that replaces itself on a terminal.
package struct SweepProgress: Sendable {
    /// Hosts that were asked for.
    package var hosts: Int
    /// Those that are done with, whatever became of them.
    package var ended: Int
    package var failing: Int
    package var inHand: Int
    /// The host that has been in hand for longest, and for how many seconds.
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

    /// One line without its end, never wider than the style's width; what matters least is left out first.
    package func line(in style: ReportStyle) -> String {
        let failed: Line = "\(failing) failing"
        var parts: [Line] = [
            "\(ended) of \(hosts) done", failing > 0 ? failed.painted(.failure) : failed, "\(inHand) in hand",
            "\(max(0, hosts - ended - inHand)) left",
        ]
        if let slowest { parts.append("slowest \(slowest.name) \(seconds(slowest.seconds))") }
        let width = style.width ?? .max
        while parts.count > 1, parts.joined(", ").width > width { parts.removeLast() }
        return parts.joined(", ").shortened(to: width).rendered(in: style)
    }
}
