internal import Checks
internal import Fleet
internal import Runs
internal import Sweep

/// Gives the engine the catalogue's knowledge of Dovecot.
struct DovecotAdvisor: Advisor {
    let certificates: OpenSSLCertificateReader
    let parameters: Parameters

    func listeners(of host: Host, evidence: [Evidence]) -> [Sweep.Listener] {
        Catalogue.builtIn.listeners(of: host, evidence: evidence).map { Sweep.Listener($0.service, port: $0.port) }
    }

    func localListeners(of host: Host, evidence: [Evidence]) -> [LocalListener] {
        Catalogue.builtIn.localListeners(of: host, evidence: evidence, isAlone: !parameters.looksOutside).map {
            LocalListener(
                Sweep.Listener($0.service, port: $0.port), address: $0.address, isDovecots: $0.isDovecots)
        }
    }

    func isTunnelNeeded(_ host: Host, evidence: [Evidence], dialogues: [Dialogue]) -> Bool {
        Catalogue.builtIn.isTunnelNeeded(
            host, evidence: evidence, dialogues: dialogues, certificates: certificates)
    }

    func isLogNeeded(_ host: Host, evidence: [Evidence], dialogues: [Dialogue]) -> Bool {
        Catalogue.builtIn.isLogNeeded(host, evidence: evidence, dialogues: dialogues)
    }

    func mayOpenMailbox(_ host: Host, evidence: [Evidence]) -> Bool {
        Catalogue.builtIn.mayOpenMailbox(host, evidence: evidence)
    }

    func login(from evidence: Evidence) -> LoginBudget.Result? {
        switch Catalogue.builtIn.passwordOutcome(of: evidence) {
        case .accepted?: .accepted
        case .refused?: .refused
        case .withheld?: .withheld
        case .undetermined?: .undetermined
        case nil: nil
        }
    }

    func trusts(_ tls: Dialogue.TLS, of host: Host, evidence: [Evidence], at time: Int64) -> Bool {
        Catalogue.builtIn.mayHavePassword(
            tls.chain, of: host, evidence: evidence, at: time, parameters: parameters, certificates: certificates)
    }
}
