package import Fleet

/// What the options of a command say for all hosts; the inventory's variables win over it, as in Ansible.
package struct HostDefaults: Sendable, Equatable {
    /// `--user`.
    package var user: String?
    /// `--port`.
    package var port: Port?
    /// `--private-key`, relative to the working folder.
    package var keyFile: String?
    /// `--become` or `--no-become`; nil gains privileges unless root logs in.
    package var becomes: Bool?
    /// `--probe-user`.
    package var probeUser: String?
    /// `--probe-password-file` or the environment; for `probeUser` where one is given, else for whoever is probed.
    package var probePassword: ProbeAccount.PasswordSource?
    /// `--public-name`.
    package var publicNames: [String] = []
    /// Who runs dovesweep: SSH logs in as this account where nothing else is said.
    package var localUser: String
    /// The home folder that `~` stands for.
    package var home: String

    package init(localUser: String, home: String) {
        self.localUser = localUser
        self.home = home
    }
}
