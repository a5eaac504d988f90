internal import Diagnostics

/// Options that dovesweep cannot honour and must report.
///
/// All others are honoured, or do not affect a single command: sharing, logging, keepalive, forwarding, other login
/// methods.
extension SSHOption {
    /// Place, line and remedy in a sentence; nil if supported.
    package var unsupported: String? {
        advice.map { "\(source): \"\(Excerpt.of(text))\" is not supported by dovesweep: \($0)." }
    }

    /// Reason and remedy; nil if supported.
    var advice: String? {
        switch keyword {
        case .strictHostKeyChecking: isOneOf("no", "off") ? Self.hostKeyAdvice : nil
        case .hostKeyAlgorithms: hasPlainKey ? nil : "it does not support host certificates, so allow plain keys too"
        case .canonicalizeHostname, .canonicalizePermittedCNAMEs:
            isOneOf("no", "none")
                ? nil : "host names are not canonicalized: write HostName in full"
        case .remoteCommand: isNone ? nil : "it runs another command: remove it for this host"
        case .sessionType: isOneOf("default") ? nil : "it runs a command: remove it for this host"
        default: loginAdvice ?? pathAdvice
        }
    }

    private var loginAdvice: String? {
        switch keyword {
        case .certificateFile:
            isNone ? nil : "it cannot log in with certificates: add the key itself to authorized_keys"
        case .provider: isNone ? nil : "keys on a token work only through the SSH agent: add them there"
        case .securityKeyProvider:
            isNone || isOneOf("internal") ? nil : "security keys work only through the SSH agent: add them there"
        case .requiredRSASize:
            (Int(value) ?? 0) <= 1024
                ? nil : "it does not check the size of RSA keys: allow only Ed25519 and ECDSA keys instead"
        default: nil
        }
    }

    private var pathAdvice: String? {
        switch keyword {
        case .bindInterface: "it cannot choose an interface: set one of its addresses with BindAddress"
        case .proxyUsesDescriptor: isOneOf("no") ? nil : "it uses only the standard streams of a ProxyCommand"
        case .proxyCommand: value == "-" ? "its standard streams are not a connection: set a program" : nil
        case .knownHostsCommand: isNone ? nil : "it reads host keys only from files: put them into UserKnownHostsFile"
        case .revokedHostKeys:
            isNone ? nil : "it does not read lists of revoked keys: mark them @revoked in a known_hosts file"
        case .refuseConnection: "the configuration refuses this host"
        default: nil
        }
    }

    private static let hostKeyAdvice =
        "remove it, and add the host key to known_hosts, or use accept-new instead "
        + "(--host-key-policy accept-new)"

    private var isNone: Bool { isOneOf("none") }

    private func isOneOf(_ words: String...) -> Bool { words.contains(value.lowercased()) }

    private var hasPlainKey: Bool {
        SSHAlgorithms.hostKey.list(value)?.contains { $0.utf8.firstRange(of: Array("-cert-".utf8)) == nil } ?? true
    }
}
