import Fleet

extension CausalGraph {
    /// The graph of a Dovecot host.
    static let builtIn = CausalGraph(edges: builtInEdges, ranks: builtInRanks)
}

private let builtInRanks = [
    "config.parses", "ports.owner", "tls.files", "service.running", "config.plugins", "config.variables",
    "permissions.sockets", "auth.sockets", "auth.mechanisms", "auth.backends", "auth.schemes", "ports.listening",
    "ports.addresses", "ports.greeting", "ports.capabilities", "user.passdb", "user.userdb", "password.accepted",
    "mail-location.resolves", "mail-location.exists", "mail-location.driver", "mail-location.room", "permissions.mail",
    "tls.key", "tls.reloaded", "tls.strength", "tls.handshake", "tls.expiry", "tls.name",
    "tls.trust",
    "firewall.reachable", "password.tunnel", "password.login", "password.mailbox", "permissions.key",
    "permissions.secrets", "auth.trusted",
    "service.enabled",
]

private let certificate = [
    "tls.expiry", "tls.name", "tls.trust", "tls.reloaded", "tls.strength", "tls.plaintext", "tls.alike",
]
private let greeting = ["ports.greeting", "ports.capabilities"]
private let mailbox = [
    "mail-location.resolves", "mail-location.exists", "mail-location.room", "mail-location.driver",
    "mail-location.uidlist", "mail-location.quota", "permissions.mail", "user.ids", "user.alike",
]
private let login = ["password.tunnel", "password.login", "password.mailbox"]
private let account = ["user.userdb", "user.passdb", "password.accepted"]

private let builtInEdges: [CausalGraph.Edge] = [
    // Dovecot cannot start, and doveadm and doveconf cannot answer. A server that was started before the edit still
    // runs:
    // then it explains no failure, only what could not be asked.
    explains("config.parses", failures: ["service.running"]),
    explains(
        "config.parses",
        unknowns: [
            "config.loaded", "config.plugins", "ports.owner", "ports.listening", "ports.addresses",
            "firewall.reachable", "tls.files",
            "tls.key",
            "tls.handshake",
            "auth.mechanisms", "auth.backends", "permissions.key", "permissions.sockets",
            "logs.errors", "logs.limits", "config.variables", "config.warnings", "config.debug", "auth.schemes",
            "auth.sockets", "auth.trusted", "permissions.secrets", "service.stable",
        ] + greeting + certificate + account + login + mailbox),

    // A start reads the certificate and the key, and fails without them.
    explains("tls.files", failures: ["service.running"]) { _, stopped, _ in
        stopped.summary.contains("ssl_") || stopped.summary.contains("cert")
    },
    explains("tls.files", failures: ["tls.handshake"]),
    explains("tls.files", unknowns: ["tls.key", "permissions.key"] + certificate),

    // Nothing listens, and nobody answers.
    explains(
        "service.running",
        failures: [
            "ports.listening", "firewall.reachable", "tls.handshake", "auth.backends", "permissions.sockets",
        ] + greeting + account + login),
    // Who masked or disabled the unit stopped it too: one deed, and one command mends both. Where something else keeps
    // it down, that it is not started at boot is a fault of its own.
    explains("service.running", failures: ["service.enabled"]) { running, enabled, all in
        let steps = running.remedy?.steps ?? []
        return (steps.contains(.enableNow) || enabled.remedy?.steps.allSatisfy(steps.contains) == true)
            && ["config.parses", "tls.files", "ports.owner"].allSatisfy { all[$0]?.verdict != .fail }
    },
    explains(
        "service.running",
        unknowns: ["auth.mechanisms", "auth.schemes", "auth.sockets", "logs.errors", "logs.limits"] + certificate
            + mailbox),

    // doveadm answers nothing, and a login ends after its OK.
    explains("config.plugins", failures: login, if: isLoggedIn),
    explains("config.plugins", failures: ["mail-location.resolves"]),
    explains(
        "config.plugins",
        unknowns: ["auth.backends", "auth.schemes", "logs.errors", "logs.limits", "service.stable"] + account + mailbox),

    // Users are looked up, or their mail is looked for, by a text that was meant to be a variable.
    explains("config.variables", failures: ["mail-location.resolves", "mail-location.exists", "permissions.mail"]) {
        variable, _, _ in isLocation(variable.signature)
    },
    explains("config.variables", failures: ["auth.backends"] + login + account) { variable, _, _ in
        !isLocation(variable.signature)
    },
    explains("config.variables", unknowns: mailbox),

    // Login processes cannot reach the auth process; doveadm, as root, can.
    explains("permissions.sockets", failures: greeting + login),
    explains("permissions.sockets", unknowns: ["tls.handshake"] + certificate),

    // The auth process cannot be asked: by doveadm, or by whoever else had that socket.
    explains("auth.sockets", failures: greeting + login) { socket, _, _ in
        socket.signature.hasSuffix("/login/login")
    },
    explains(
        "auth.sockets",
        unknowns: ["auth.backends", "auth.schemes", "config.loaded"] + account + login + mailbox),
    explains("auth.schemes", failures: ["password.accepted"] + login),

    // The auth process dies, or has nobody to ask.
    explains("auth.mechanisms", failures: ["auth.backends"] + greeting + login + account),
    explains("auth.mechanisms", unknowns: mailbox),
    explains("auth.backends", failures: greeting + login + account),
    explains("auth.backends", unknowns: mailbox),
    // Login processes then end, whatever they are at; a handshake that the server answered has failed by itself.
    explains("auth.mechanisms", failures: ["tls.handshake"]) { _, handshake, _ in isHungUp(handshake) },
    explains("auth.backends", failures: ["tls.handshake"]) { _, handshake, _ in isHungUp(handshake) },

    // What is not bound cannot be reached, greet or shake hands.
    explains("ports.listening", failures: ["firewall.reachable"] + greeting) { port, other, _ in
        firstWord(port.signature) == firstWord(other.signature)
    },
    explains(
        "ports.listening",
        unknowns: ["firewall.reachable", "tls.handshake"] + greeting + login + certificate),
    explains("ports.greeting", failures: ["ports.capabilities"] + login),
    explains("ports.greeting", unknowns: ["tls.handshake"] + certificate),
    explains("ports.capabilities", failures: login),
    // A start fails where another program has a port; what answers there then is not Dovecot.
    explains(
        "ports.owner",
        failures: ["service.running", "ports.listening", "firewall.reachable", "tls.handshake"] + greeting + login),
    explains("ports.owner", unknowns: certificate),
    explains("ports.addresses", unknowns: ["firewall.reachable", "tls.handshake"] + greeting + login),

    // The account. A missing user and a wrong password are one answer to clients; where the passdb knows the user (or
    // it
    // can be asked, and does not say so), the password stands for itself.
    explains("user.passdb", failures: ["password.accepted"] + login),
    // One database that lacks the account lacks it for both questions.
    explains("user.passdb", failures: ["user.userdb"]) { passdb, userdb, _ in
        passdb.summary.contains("does not know") && userdb.summary.contains("does not know")
            && passdb.summary.between("(", ")") == userdb.summary.between("(", ")")
    },
    explains("user.userdb", failures: ["password.accepted"]) { _, _, all in all["user.passdb"]?.verdict == .skipped },
    explains("user.userdb", failures: login),
    explains("user.userdb", unknowns: mailbox),
    explains("password.accepted", failures: login),

    // What fails on the host itself fails for its clients too.
    explains("password.tunnel", failures: ["password.login", "password.mailbox"]),
    explains("password.login", failures: ["password.mailbox"]),

    // A mailbox that does not start ends the login after its OK.
    explains("mail-location.resolves", failures: login, if: isLoggedIn),
    explains("mail-location.resolves", unknowns: mailbox.filter { $0 != "mail-location.resolves" }),
    explains("mail-location.exists", failures: login, if: isLoggedIn),
    explains("mail-location.exists", unknowns: ["mail-location.room", "permissions.mail"]),
    explains("permissions.mail", failures: login, if: isLoggedIn),
    explains("mail-location.room", failures: ["password.mailbox"]),

    // TLS.
    explains("tls.key", failures: ["tls.handshake"]),
    // OpenSSL does not load what it takes for too weak.
    explains("tls.strength", failures: ["tls.handshake"]),
    explains("tls.strength", unknowns: login),
    explains("tls.reloaded", failures: ["tls.expiry", "tls.name", "tls.trust"]),
    explains("tls.handshake", failures: greeting + login),
    explains("tls.handshake", unknowns: certificate),
    explains("tls.key", unknowns: certificate),
    // A password is kept back from a server that cannot prove who it is.
    explains("tls.reloaded", unknowns: login),
    explains("tls.expiry", unknowns: login),
    explains("tls.name", unknowns: login),
    explains("tls.trust", unknowns: login),

    // What is filtered cannot be seen.
    explains("firewall.reachable", unknowns: ["tls.handshake"] + greeting + login + certificate),
].flatMap { $0 }

/// Whether a handshake was not refused, but had no answer at all.
private func isHungUp(_ handshake: Finding) -> Bool {
    handshake.summary.contains("closed the connection instead of answering")
}

/// Whether a setting says where mail lies, rather than who a user is.
private func isLocation(_ setting: String) -> Bool { setting.hasPrefix("mail_") || setting == "home" }

/// That the login got as far as the mailbox: no refusal of the password itself.
@Sendable private func isLoggedIn(_: Finding, login: Finding, _: [String: Finding]) -> Bool {
    !login.signature.hasSuffix("AUTHENTICATIONFAILED") && !login.signature.hasSuffix("UNAVAILABLE")
}

private func firstWord(_ text: String) -> Substring { text.prefix { $0 != " " } }

private func explains(
    _ explainer: String, failures: [String] = [], unknowns: [String] = [],
    if holds: @escaping @Sendable (Finding, Finding, [String: Finding]) -> Bool = { _, _, _ in true }
) -> [CausalGraph.Edge] {
    failures.map { CausalGraph.Edge(explainer: explainer, explained: $0, scope: .failure, holds: holds) }
        + unknowns.map { CausalGraph.Edge(explainer: explainer, explained: $0, scope: .unknown, holds: holds) }
}
