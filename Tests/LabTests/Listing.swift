import Foundation

/// All that can be seen of a host's files: names, types, modes, owners, sizes, times and contents.
struct Listing: Sendable {
    /// What is written on a host whatever comes by, and by whom.
    static let leftOut = [
        ("/var/log", "sshd, sudo, PAM, systemd and Dovecot log each session"),
        ("/run/systemd/journal", "journald counts its messages"),
        ("/run/motd.dynamic", "pam_motd writes the greeting of each login anew, by way of another file"),
    ]
    /// Directories that a file may come to and go from: what they hold is looked at, their own times are not.
    static let busy = [
        ("/run", "pam_motd's other file"),
        ("/tmp", "doveconf of 2.4 takes a nameless file there"),
        ("/run/dovecot/srv.imap", "imap of 2.4 starts there"),
        ("/run/dovecot/srv.imap-login", "imap-login of 2.4 starts there"),
        ("/run/dovecot/srv.pop3-login", "pop3-login of 2.4 starts there"),
    ]

    private let lines: Set<Substring>

    init(of host: String) async throws {
        let leftOut = Self.leftOut.map { "-path \($0.0)" }.joined(separator: " -o ")
        // Each tree once, whether it is a file system of its own or not.
        let script = """
            for tree in / /run /tmp /dev/shm /var/vmail; do
                [ "$tree" = / ] || mountpoint -q "$tree" || continue
                find "$tree" -xdev \\( \(leftOut) \\) -prune -o -printf '%p|%y %m %U:%G %s %l %T@ %C@\\n' || exit
                find "$tree" -xdev \\( \(leftOut) -o -path /usr \\) -prune -o -type f -exec sha256sum {} + || exit
            done
            """
        let listed = try await Lab.exec(host, "sh", "-s", script: script)
        guard listed.status == 0 else { throw TestFailure("\(host) cannot be listed: \(listed.errors)") }
        lines = Set(
            listed.output.split(separator: "\n").filter { line in
                !Self.busy.contains { line.hasPrefix("\($0.0)|d ") }
            })
    }

    /// What is different: lines of one listing alone.
    func changes(since earlier: Listing) -> [Substring] {
        lines.symmetricDifference(earlier.lines).sorted()
    }
}
