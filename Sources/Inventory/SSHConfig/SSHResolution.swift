package import Fleet

extension SSHConfiguration {
    /// What OpenSSH's configuration says of one host.
    package struct Resolution: Sendable, Equatable {
        /// The name or address to connect to.
        package var hostName: String
        package var port: Port
        /// nil where nothing says, which is the coordinator's own.
        package var user: String?
        package var settings: SSHSettings
        /// `ProxyJump`, the first hop first; empty is straight.
        ///
        /// The first hop is reached as its own configuration says; the others through the one before, whatever theirs says.
        package var proxyJump: [SSHHop]
        /// A sentence for each thing that matters and cannot be honoured.
        package var unsupported: [String]
    }
}
