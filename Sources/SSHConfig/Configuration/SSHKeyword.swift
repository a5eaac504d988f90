internal import Diagnostics

/// A keyword of ssh_config(5), in lower case.
struct SSHKeyword: Sendable, Hashable {
    let name: String
    private static let aliases = [
        "challengeresponseauthentication": "kbdinteractiveauthentication", "dsaauthentication": "pubkeyauthentication",
        "hostbasedkeytypes": "hostbasedacceptedalgorithms", "identityfile2": "identityfile",
        "keepalive": "tcpkeepalive",
        "pubkeyacceptedkeytypes": "pubkeyacceptedalgorithms", "skeyauthentication": "kbdinteractiveauthentication",
        "smartcarddevice": "pkcs11provider", "tisauthentication": "kbdinteractiveauthentication",
    ]

    /// nil if unknown; resolves aliases.
    init?(_ word: String) {
        let word = word.lowercased()
        let name = Self.aliases[word] ?? word
        guard Self.forms[name] != nil else { return nil }
        self.name = name
    }

    private init(name: String) {
        self.name = name
    }

    var form: SSHValueType { Self.forms[name] ?? .unchecked }

    static func unknown(_ word: String) -> SSHLine.Refusal {
        SSHLine.Refusal(
            "OpenSSH has no such keyword",
            remedy: "\(Suggestion.sentence(for: word, among: forms.keys))Correct it, or add it to IgnoreUnknown.")
    }

    static let addressFamily = SSHKeyword(name: "addressfamily")
    static let bindAddress = SSHKeyword(name: "bindaddress")
    static let bindInterface = SSHKeyword(name: "bindinterface")
    static let canonicalizeHostname = SSHKeyword(name: "canonicalizehostname")
    static let canonicalizePermittedCNAMEs = SSHKeyword(name: "canonicalizepermittedcnames")
    static let certificateFile = SSHKeyword(name: "certificatefile")
    static let ciphers = SSHKeyword(name: "ciphers")
    static let codes = SSHKeyword(name: "macs")
    static let connectTimeout = SSHKeyword(name: "connecttimeout")
    static let globalKnownHostsFile = SSHKeyword(name: "globalknownhostsfile")
    static let hostKeyAlgorithms = SSHKeyword(name: "hostkeyalgorithms")
    static let hostKeyAlias = SSHKeyword(name: "hostkeyalias")
    static let hostName = SSHKeyword(name: "hostname")
    static let identitiesOnly = SSHKeyword(name: "identitiesonly")
    static let identityAgent = SSHKeyword(name: "identityagent")
    static let identityFile = SSHKeyword(name: "identityfile")
    static let ignoreUnknown = SSHKeyword(name: "ignoreunknown")
    static let keyboardInteractiveAuthentication = SSHKeyword(name: "kbdinteractiveauthentication")
    static let keyExchanges = SSHKeyword(name: "kexalgorithms")
    static let knownHostsCommand = SSHKeyword(name: "knownhostscommand")
    static let passwordAuthentication = SSHKeyword(name: "passwordauthentication")
    static let port = SSHKeyword(name: "port")
    static let preferredAuthentications = SSHKeyword(name: "preferredauthentications")
    static let provider = SSHKeyword(name: "pkcs11provider")
    static let proxyCommand = SSHKeyword(name: "proxycommand")
    static let proxyJump = SSHKeyword(name: "proxyjump")
    static let proxyUsesDescriptor = SSHKeyword(name: "proxyusefdpass")
    static let publicKeyAlgorithms = SSHKeyword(name: "pubkeyacceptedalgorithms")
    static let publicKeyAuthentication = SSHKeyword(name: "pubkeyauthentication")
    static let refuseConnection = SSHKeyword(name: "refuseconnection")
    static let remoteCommand = SSHKeyword(name: "remotecommand")
    static let requiredRSASize = SSHKeyword(name: "requiredrsasize")
    static let revokedHostKeys = SSHKeyword(name: "revokedhostkeys")
    static let securityKeyProvider = SSHKeyword(name: "securitykeyprovider")
    static let sessionType = SSHKeyword(name: "sessiontype")
    static let strictHostKeyChecking = SSHKeyword(name: "stricthostkeychecking")
    static let tag = SSHKeyword(name: "tag")
    static let user = SSHKeyword(name: "user")
    static let userKnownHostsFile = SSHKeyword(name: "userknownhostsfile")
}
