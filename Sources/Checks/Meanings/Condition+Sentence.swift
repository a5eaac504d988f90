extension Condition {
    /// What holds where the condition is not broken.
    package var sentence: String {
        switch self {
        case .configuration: "Dovecot can read its configuration"
        case .freePorts: "no other program has a port of Dovecot's"
        case .certificateFiles: "certificate and key can be read"
        case .service: "Dovecot runs"
        case .plugins: "the plugins of mail_plugins can be loaded"
        case .accountSettings: "the settings that find accounts fit this version"
        case .mailSettings: "the settings that find mail fit this version"
        case .socketPermissions: "processes may use the sockets that they need"
        case .authProcess: "the auth process answers"
        case .mechanisms: "the auth process can serve its mechanisms"
        case .backends: "the databases behind passdb and userdb answer"
        case .schemes: "password hashes have schemes that can be verified"
        case .listeners: "the listeners are bound"
        case .greeting: "listeners greet their clients"
        case .passdb: "the passdb knows the account, and lets it in"
        case .userdb: "the userdb knows the account, with a usable uid, gid and home"
        case .password: "the password is accepted"
        case .mailLocation: "the mail location can be worked out"
        case .mailDirectory: "the mail directory exists or can be made"
        case .room: "there is room for mail"
        case .mailPermissions: "the mail user may read and write the mail"
        case .key: "the key fits the certificate, and OpenSSL loads both"
        case .tls: "client and server agree on a TLS connection"
        case .certificate: "the certificate is current, trusted and for the name"
        case .reachability: "clients can reach the listeners"
        case .limits: "sessions keep within the limits"
        case .mailbox: "the mailbox opens"
        case .boot: "the service starts at boot"
        }
    }
}
