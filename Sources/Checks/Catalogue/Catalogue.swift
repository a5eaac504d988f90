/// The checks that every host is judged by, in the order in which they are reported.
package struct Catalogue: Sendable {
    /// Raised when an id, a verdict's meaning or a threshold changes.
    package static let version = "1"

    package let checks: [any Check]

    /// dovesweep's own catalogue.
    package static let builtIn = Catalogue(checks: [
        ConfigParses(), ConfigPlugins(), ConfigLoaded(),
        ServiceRunning(), ServiceEnabled(),
        PortsListening(), PortsGreeting(),
        FirewallReachable(),
        TLSFiles(), TLSKey(), TLSHandshake(), CertificateExpiry(), CertificateName(), CertificateTrust(),
        CertificateReloaded(), CertificateFront(),
        AuthMechanisms(), AuthBackends(),
        UserInUserdb(), UserInPassdb(),
        PasswordAccepted(), PasswordTunnel(), PasswordLogin(), PasswordMailbox(),
        MailLocationResolves(), MailLocationExists(), MailLocationRoom(),
        MailPermissions(), KeyPermissions(), SocketPermissions(),
        LogErrors(),
    ])

    /// Its canonical text, whose hash identifies it: what is asked, in order, and what explains what.
    package var text: String {
        let asked = checks.map { check in "check \(check.id) \(check.explanation.title)" }
        let causes = CausalGraph.builtIn.edges.map { edge in
            "cause \(edge.explainer) explains \(edge.explained) \(edge.scope.rawValue)"
        }
        return (["catalogue \(Catalogue.version)"] + asked + causes).joined(separator: "\n") + "\n"
    }
}
