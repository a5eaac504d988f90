package import Fleet

/// Where a mail client would connect to: what the inventory requires, else what the configuration promises, else IMAP.
///
/// Listeners that only loopback can reach, and such as wait for a balancer's PROXY header, are not visited: nothing
/// that comes of it would be a fault.
///
/// What the agent brought home says what is promised; a host that could not be swept has brought none.
package func visits(to host: Host, evidence: [Evidence]) -> [(service: MailService, port: Int)] {
    if host.role == .lmtp { return [] }
    let record = HostRecord(host: host, began: 0, evidence: evidence, ending: .init(outcome: .swept, seconds: 0))
    let subject = Subject(record, parameters: Parameters(), certificates: NoCertificates())
    guard let promised = try? subject.promised() else {
        let services = host.services.isEmpty ? [.imap, .imaps] : host.services
        return services.map { ($0, $0.port) }
    }
    let open = promised.filter { !$0.isLoopbackOnly && !$0.expectsProxyHeader }
    let required = host.services.isEmpty ? MailService.allCases : host.services
    return required.compactMap { service in
        if let listener = open.first(where: { $0.service == service }) { return (service, listener.port) }
        // Required, and not promised: the way in is tried all the same, as a client would.
        return host.services.contains(service) && !promised.contains { $0.service == service }
            ? (service, service.port) : nil
    }
}

/// What the agent's password probe came to, as far as another try is concerned.
package enum PasswordTrial: Sendable {
    case accepted, refused, withheld, undetermined
}

/// Reads the password probe's evidence; nil for other evidence.
package func passwordAnswer(in evidence: Evidence) -> PasswordTrial? {
    guard evidence.probe == "password" else { return nil }
    guard case .exited(let status) = evidence.ending else { return .undetermined }
    let output = String(decoding: evidence.output, as: UTF8.self)
    if output.hasPrefix("withheld: ") { return .withheld }
    switch PasswordAnswer(status: status, output: output, errors: String(decoding: evidence.errors, as: UTF8.self)) {
    case .accepted: return .accepted
    case .refused, .rejected: return .refused
    case .broken, .unasked: return .undetermined
    }
}

/// For questions that no certificate has a part in.
private struct NoCertificates: CertificateReader {
    func chain(inPEM bytes: [UInt8]) -> [[UInt8]] { [] }
    func facts(of chain: [[UInt8]], names: [String], at time: Int64, caFiles: [String]) -> CertificateFacts? { nil }
    func publicKey(inPEM bytes: [UInt8]) -> String? { nil }
}
