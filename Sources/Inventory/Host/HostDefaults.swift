package import Fleet

/// Command-line defaults for all hosts. As in Ansible, inventory variables win.
package struct HostDefaults: Sendable, Equatable {
    /// `--user`.
    package var user: String?
    /// `--port`.
    package var port: Port?
    /// `--private-key`, relative to the working directory.
    package var keyFile: String?
    /// `--become` or `--no-become`; nil escalates privileges unless root logs in.
    package var becomes: Bool?
    /// `--probe-user`.
    package var probeUser: String?
    /// For `probeUser` if set, else for every probe account.
    package var probePassword: ProbeAccount.PasswordSource?
    /// `--public-name`.
    package var publicNames: [String] = []
    /// The account that runs dovesweep, which is SSH's default.
    package var localUser: String
    /// For `~`.
    package var home: String

    package init(localUser: String, home: String) {
        self.localUser = localUser
        self.home = home
    }
}
