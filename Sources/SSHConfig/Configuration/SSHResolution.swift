package import Fleet

extension SSHConfiguration {
    /// OpenSSH's configuration for one host.
    package struct Resolution: Sendable, Equatable {
        package var hostName: String
        package var port: Port
        /// nil for the account that runs dovesweep.
        package var user: String?
        package var settings: SSHSettings
        /// First hop first.
        ///
        /// Only the first hop uses its own proxy settings; each other is reached through the one before.
        package var proxyJump: [SSHHop]
        /// A sentence for each unsupported setting.
        package var unsupported: [String]
    }
}
