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
    /// Other programs (doveadm, Postfix) reach the auth process.
    case authClients = "auth-clients"
    /// The auth process can serve the mechanisms that are configured.
    case mechanisms
    /// The databases behind passdb and userdb answer.
    case backends
    /// Password hashes have schemes that this build can verify.
    case schemes
    /// The listeners that the configuration promises are bound.
    case listeners
    /// The listeners are bound on each address family that clients come by.
    case addresses
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
    /// The mail driver fits the mail that is there.
    case mailDriver = "mail-driver"
    /// The volume has room for mail.
    case room
    /// The mail user may read and write the mail.
    case mailPermissions = "mail-permissions"
    /// The key fits the certificate, and OpenSSL loads both.
    case key
    /// Dovecot serves the certificate that is on disk.
    case servedCertificate = "served-certificate"
    /// Clients and Dovecot agree on a TLS connection.
    case tls
    /// The certificate served is current, trusted and for the public name.
    case certificate
    /// Clients can reach the listeners from outside.
    case reachability
    /// A session keeps within the limits that are set (processes, connections, memory).
    case limits
    /// A client logs in.
    case login
    /// A session opens its mailbox.
    case mailbox
    /// Only the users that need keys and passwords may read them.
    case secrecy
    /// The service starts at boot.
    case boot
}

extension Condition {
    /// The conditions without which it does not hold.
    var needs: Set<Condition> {
        switch self {
        case .configuration, .freePorts, .plugins, .accountSettings, .mailSettings, .authProcess, .authClients,
            .mechanisms, .schemes, .addresses, .mailDriver, .room, .servedCertificate, .limits, .secrecy:
            []
        case .certificateFiles: [.configuration]
        case .key: [.certificateFiles]
        case .service: [.configuration, .freePorts, .certificateFiles]
        case .boot, .socketPermissions: [.service]
        case .backends: [.service, .accountSettings, .mechanisms]
        case .listeners: [.service, .freePorts]
        case .reachability: [.service, .freePorts, .listeners, .addresses]
        case .greeting:
            [.service, .freePorts, .listeners, .socketPermissions, .authProcess, .mechanisms, .backends, .tls]
        case .passdb: Self.accounts
        case .userdb: Self.accounts.union([.passdb])
        case .password: Self.accounts.union([.schemes, .passdb, .userdb])
        case .mailLocation: [.plugins, .mailSettings, .userdb]
        case .mailDirectory, .mailPermissions: [.mailSettings, .mailLocation]
        case .tls: [.service, .freePorts, .certificateFiles, .key, .mechanisms, .backends]
        case .certificate: [.servedCertificate, .key]
        case .login:
            Self.accounts.union([
                .freePorts, .plugins, .socketPermissions, .authProcess, .schemes, .greeting, .passdb, .userdb,
                .password, .mailLocation, .mailDirectory, .mailPermissions, .tls,
            ])
        case .mailbox: Self.login.needs.union([.login, .room])
        }
    }

    private static let accounts: Set<Condition> = [.service, .accountSettings, .mechanisms, .backends]

    /// Those that open a mailbox and that no login needs which ends before.
    static let ofMailboxes: Set<Condition> = [.plugins, .mailLocation, .mailDirectory, .mailPermissions]
}

extension Set<Condition> {
    /// What most checks ask Dovecot for: its configuration.
    static let settings: Set = [.configuration]
    static let lookups = settings.union([.plugins, .authProcess, .authClients])
    static let certificates = settings.union([
        .freePorts, .certificateFiles, .service, .socketPermissions, .listeners, .greeting, .key, .tls, .reachability,
    ])
    static let logins = settings.union([
        .authProcess, .authClients, .listeners, .addresses, .greeting, .key, .servedCertificate, .certificate,
        .reachability,
    ])
    static let mailboxes = settings.union([
        .service, .plugins, .accountSettings, .mailSettings, .authProcess, .authClients, .mechanisms, .backends,
        .userdb, .mailLocation,
    ])
}
