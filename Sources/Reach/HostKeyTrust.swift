package import SSH

/// Options for host keys. They override ssh_config.
package struct HostKeyTrust: Sendable {
    /// nil for the files of ssh_config, or the default ones.
    let file: String?
    /// nil for the policy of ssh_config.
    let policy: HostKeyPolicy?

    package init(file: String? = nil, policy: HostKeyPolicy? = nil) {
        self.file = file
        self.policy = policy
    }
}
