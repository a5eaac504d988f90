/// What matters and cannot be honoured: it is said, never passed over.
///
/// All else that OpenSSH knows either is honoured, or changes nothing for a client that opens a connection to run one
/// command: how connections are shared, logged, kept alive or forwarded, and what else than a key might log in.
extension SSHOption {
    /// A sentence with the place, the line and what to do; nil where it can be honoured.
    package var unsupported: String? {
        advice.map { "\(source): \"\(Excerpt.of(text))\" asks for what dovesweep cannot do: \($0)." }
    }

    /// Why it cannot, and what to do.
    var advice: String? {
        switch keyword {
        case .strictHostKeyChecking: isOneOf("no", "off") ? Self.hostKeyAdvice : nil
        case .hostKeyAlgorithms: hasPlainKey ? nil : "it knows no certificates of hosts, so allow plain keys too"
        case .canonicalizeHostname, .canonicalizePermittedCNAMEs:
            isOneOf("no", "none")
                ? nil : "names are not looked up before the configuration is read: write HostName in full"
        case .remoteCommand: isNone ? nil : "it runs a command of its own: remove it for this host"
        case .sessionType: isOneOf("default") ? nil : "it runs a command: remove it for this host"
        default: loginAdvice ?? pathAdvice
        }
    }

    private var loginAdvice: String? {
        switch keyword {
        case .certificateFile: isNone ? nil : "it cannot log in with certificates: have the key itself accepted"
        case .provider: isNone ? nil : "keys on a token are used through the SSH agent alone: add them there"
        case .securityKeyProvider:
            isNone || isOneOf("internal") ? nil : "security keys are used through the SSH agent alone: add them there"
        case .requiredRSASize:
            (Int(value) ?? 0) <= 1024 ? nil : "it does not measure RSA keys: allow Ed25519 and ECDSA keys alone instead"
        default: nil
        }
    }

    private var pathAdvice: String? {
        switch keyword {
        case .bindInterface: "it cannot choose an interface: name one of its addresses with BindAddress"
        case .proxyUsesDescriptor: isOneOf("no") ? nil : "it speaks to a ProxyCommand by its standard streams alone"
        case .proxyCommand: value == "-" ? "there is no connection on its standard streams: name a program" : nil
        case .knownHostsCommand: isNone ? nil : "it reads host keys from files alone: put them into UserKnownHostsFile"
        case .revokedHostKeys:
            isNone ? nil : "it reads no lists of revoked keys: mark them @revoked in a known_hosts file"
        case .refuseConnection: "the configuration refuses this host"
        default: nil
        }
    }

    private static let hostKeyAdvice =
        "remove it, and put the host's key into known_hosts or use accept-new in its place "
        + "(--host-key-policy accept-new)"

    private var isNone: Bool { isOneOf("none") }

    private func isOneOf(_ words: String...) -> Bool { words.contains(value.lowercased()) }

    /// Whether a list of host keys has one that is no certificate.
    private var hasPlainKey: Bool {
        SSHAlgorithms.hostKey.list(value)?.contains { $0.utf8.firstRange(of: Array("-cert-".utf8)) == nil } ?? true
    }
}
