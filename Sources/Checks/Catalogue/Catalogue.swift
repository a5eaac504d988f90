package import Fleet

/// The checks, in report order.
package struct Catalogue: Sendable {
    /// Raised when an id, a verdict's meaning or a threshold changes.
    package static let version = "1"

    package let checks: [any Check]
    let columns: [Item]

    init(checks: [any Check]) {
        self.checks = checks
        columns = checks.map { Item(check: $0.id) ?? .config }
    }

    /// Adds an operator's checks, which explain no built-in check.
    package func adding(_ own: [OwnCheck]) -> Catalogue {
        Catalogue(checks: checks + own)
    }

    /// The matrix columns: the checklist, then the operator's.
    package var items: [Item] {
        columns.reduce(into: Item.allCases) { items, item in
            if !items.contains(item) { items.append(item) }
        }
    }

    /// Additional probes for the agent.
    package var probes: [Probe] { checks.compactMap(\.probe) }

    /// Additional ports to test from outside.
    package func looks(at host: Host) -> [OutsideLook] {
        checks.compactMap { check in (check as? OwnCheck)?.isFor(host) == true ? check.look : nil }
    }

    package static let builtIn = Catalogue(checks: [
        ConfigParses(), ConfigPlugins(), ConfigVariables(), ConfigLoaded(), ConfigWarnings(), ConfigDebug(),
        ServiceRunning(), ServiceEnabled(), ServiceStable(), ServiceUpgraded(),
        PortsOwner(), PortsListening(), PortsAddresses(), PortsGreeting(), PortsCapabilities(), PortsAlike(),
        FirewallReachable(),
        TLSFiles(), TLSKey(), TLSHandshake(), CertificateExpiry(), CertificateName(), CertificateTrust(),
        CertificateReloaded(), CertificateFront(), CertificateStrength(), PlaintextPolicy(), CertificateAlike(),
        AuthMechanisms(), AuthBackends(), AuthSchemes(), AuthSockets(), TrustedNetworks(),
        UserInUserdb(), UserInPassdb(), UserNumbers(), UserAlike(),
        PasswordAccepted(), PasswordTunnel(), PasswordLogin(), PasswordMailbox(),
        MailLocationResolves(), MailLocationExists(), MailLocationDriver(), MailLocationUIDList(), MailLocationRoom(),
        MailLocationMount(),
        MailLocationQuota(),
        MailPermissions(), KeyPermissions(), SecretPermissions(), SocketPermissions(), DeniedByPolicy(),
        LogErrors(), LogLimits(),
    ])

    /// The text whose hash identifies the catalogue: checks in order, and what explains what.
    package var text: String {
        let asked = checks.map { check in
            let own = (check as? OwnCheck).map { " \($0.definition)" } ?? ""
            return "check \(check.id) \(check.explanation.title)\(own)"
        }
        let causes = checks.map { check in
            let decided = check.decides?.rawValue ?? "nothing"
            return "cause \(check.id) decides \(decided), needs \(check.needs.names), asks \(check.asks.names),"
                + " explained by \(check.explainedBy)"
        }
        let conditions = Condition.allCases.map { "condition \($0.rawValue) needs \($0.needs.names)" }
        return (["catalogue \(Catalogue.version)"] + asked + causes + conditions).joined(separator: "\n") + "\n"
    }
}

extension Set<Condition> {
    fileprivate var names: [String] { map(\.rawValue).sorted() }
}
