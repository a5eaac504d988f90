/// An accepted failure with an end date, which the gate does not count.
package struct Waiver: Sendable, Hashable {
    package var hosts: String
    /// An item or a check's id.
    package var subject: String
    package var reason: String
    package var owner: String
    /// The last valid day, in UTC: `2026-12-24`.
    package var until: String
    /// The first Unix second afterwards.
    package var ends: Int64
    /// The file and line.
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

    /// Does not compare `hosts`.
    package func covers(_ finding: Finding) -> Bool {
        subject == finding.check || subject == finding.item.rawValue
    }
}
