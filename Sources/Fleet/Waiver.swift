/// A failure that somebody has accepted for a while: shown as such, and not held against the run by a gate.
package struct Waiver: Sendable, Hashable {
    /// The hosts and groups that it is for, as it was written.
    package var hosts: String
    /// An item, or a check's id.
    package var subject: String
    package var reason: String
    package var owner: String
    /// The last day on which it holds, in UTC: `2026-12-24`.
    package var until: String
    /// The first second, in Unix time, at which it no longer does.
    package var ends: Int64
    /// The file and line that it stands in.
    package var source: String

    package init(
        hosts: String, subject: String, reason: String, owner: String, until: String, ends: Int64, source: String
    ) {
        self.hosts = hosts
        self.subject = subject
        self.reason = reason
        self.owner = owner
        self.until = until
        self.ends = ends
        self.source = source
    }

    /// Whether it speaks of this finding, if it is for the host.
    package func covers(_ finding: Finding) -> Bool {
        subject == finding.check || subject == finding.item.rawValue
    }
}
