/// A condition of a mail client's login; `sentence` states each.
///
/// Sorted by cause: the first broken condition explains the most.
package enum Condition: String, Sendable, CaseIterable {
    case configuration
    case freePorts = "free-ports"
    case certificateFiles = "certificate-files"
    case service
    case plugins
    /// The settings that look up accounts have no variables that this version of Dovecot does not know.
    case accountSettings = "account-settings"
    /// The same for settings that locate mail.
    case mailSettings = "mail-settings"
    case socketPermissions = "socket-permissions"
    case authProcess = "auth-process"
    case authClients = "auth-clients"
    case mechanisms
    case backends
    case schemes
    case listeners
    case addresses
    case greeting
    case passdb
    case userdb
    case password
    case mailLocation = "mail-location"
    case mailDirectory = "mail-directory"
    case mailDriver = "mail-driver"
    case room
    case mailPermissions = "mail-permissions"
    case key
    case servedCertificate = "served-certificate"
    case tls
    case certificate
    case reachability
    /// Processes, connections and memory.
    case limits
    case login
    case mailbox
    case secrecy
    case boot
}

extension Condition {
    /// Direct dependencies.
    var needs: Set<Condition> {
        switch self {
        case .configuration, .freePorts, .plugins, .accountSettings, .mailSettings, .mechanisms, .schemes, .addresses,
            .mailDriver, .room, .servedCertificate, .limits, .secrecy:
            []
        case .certificateFiles: [.configuration]
        case .key: [.certificateFiles]
        case .service: [.configuration, .freePorts, .certificateFiles]
        case .boot, .socketPermissions, .authClients: [.service]
        // A new process reads the configuration at its start.
        case .authProcess: [.configuration, .service]
        case .backends: [.service, .accountSettings, .mechanisms, .authProcess]
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

    /// Conditions that only opening a mailbox needs.
    static let ofMailboxes: Set<Condition> = [.plugins, .mailLocation, .mailDirectory, .mailPermissions]
}

extension Set<Condition> {
    /// Sets for `Check.asks`.
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
