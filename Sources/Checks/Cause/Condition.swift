/// Something that a mail client's login needs. A login works where all of them hold.
///
/// The order is that of a cause: of several broken conditions, the first explains most.
package enum Condition: String, Sendable, CaseIterable {
    /// Dovecot can read its configuration.
    case configuration
    /// No other program has a port that Dovecot listens on.
    case freePorts = "free-ports"
    /// The certificate and the key that the configuration names can be read.
    case certificateFiles = "certificate-files"
    /// Dovecot's master process runs.
    case service
    /// The plugins that the configuration names can be loaded.
    case plugins
    /// Variables in the settings that find accounts are known to this version.
    case accountSettings = "account-settings"
    /// Variables in the settings that find mail are known to this version.
    case mailSettings = "mail-settings"
    /// Login processes may use the sockets of the auth process.
    case socketPermissions = "socket-permissions"
    /// The auth process answers on its sockets.
    case authProcess = "auth-process"
    /// The auth process can serve the mechanisms that are configured.
    case mechanisms
    /// The databases behind passdb and userdb answer.
    case backends
    /// Password hashes have schemes that this build can verify.
    case schemes
    /// The listeners that the configuration promises are bound.
    case listeners
    /// Listeners greet, and announce what clients need.
    case greeting
    /// The passdb knows the account.
    case passdb
    /// The userdb knows the account, with a usable uid, gid and home.
    case userdb
    /// The password is accepted.
    case password
    /// The mail location can be worked out for the account.
    case mailLocation = "mail-location"
    /// The mail directory exists or can be created.
    case mailDirectory = "mail-directory"
    /// The volume has room for mail.
    case room
    /// The mail user may read and write the mail.
    case mailPermissions = "mail-permissions"
    /// The key fits the certificate, and OpenSSL loads both.
    case key
    /// Clients and Dovecot agree on a TLS connection.
    case tls
    /// The certificate served is current, trusted and for the public name.
    case certificate
    /// Clients can reach the listeners from outside.
    case reachability
    /// A session keeps within the limits that are set (processes, connections, memory).
    case limits
    /// A session opens its mailbox.
    case mailbox
    /// The service starts at boot.
    case boot
}
