extension SSHIdentity {
    /// The order in which ssh offers keys: the agent's first, as they cost no passphrase; after the files that were named
    /// for the host, when there are any, so that a full agent does not use up the host's patience (`MaxAuthTries`).
    package static func inOrder(
        named: [SSHIdentity], agent: [SSHIdentity], standard: [SSHIdentity]
    ) -> [SSHIdentity] {
        named.isEmpty ? agent + standard : named + agent
    }
}
