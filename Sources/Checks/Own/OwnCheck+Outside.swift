internal import Fleet
internal import FoundationEssentials

/// What an operator's check expects of a port.
struct PortExpectation: Sendable, Equatable {
    var isOpen = true
    /// Trusted and valid for the requested name.
    var isCertified = false

    var wording: String {
        isOpen
            ? "an open port is expected" + (isCertified ? ", with a valid certificate" : "")
            : "a closed port is expected"
    }
}

extension OwnCheck {
    func judge(_ look: OutsideLook, _ subject: HostFacts) throws(MissingFact) -> Judgement {
        guard subject.parameters.looksOutside else { return .skipped("nothing was tried from outside (--no-outside)") }
        let evidence = try subject.evidence(look.name)
        guard !evidence.isCut,
            let answer = try? JSONDecoder().decode(
                OutsideLook.Answer.self, from: Data(evidence.output))
        else { throw MissingFact("the connection to port \(look.port) was interrupted") }
        guard let objection = try objection(to: answer, look, subject) else {
            let wanted = [port.wording] + expectations.map(\.wording)
            return .pass("as expected: \(wanted.joined(separator: "; "))", from: .outside)
        }
        return Judgement(
            verdict: severity, vantage: .outside, summary: "\(explanation.title) \(objection.words)",
            signature: "\(look.port) \(objection.signature)", evidence: answer.excerpt(look), remedy: ownRemedy)
    }

    private typealias Objection = (words: String, signature: String)

    private func objection(
        to answer: OutsideLook.Answer, _ look: OutsideLook, _ subject: HostFacts
    ) throws(MissingFact) -> Objection? {
        guard try answer.isOpen() else {
            return port.isOpen ? ("Port \(look.port) \(answer.reachWords) from outside.", "closed") : nil
        }
        guard port.isOpen else { return ("Port \(look.port) is open from outside.", "open") }
        if let failure = answer.tls?.failure {
            return ("The TLS handshake with port \(look.port) fails: \(failure).", "tls")
        }
        if port.isCertified, let objection = try subject.objection(to: answer.tls, look) { return objection }
        let output = CommandOutput(status: 0, text: answer.greeting ?? "")
        for expectation in expectations {
            if let words = try expectation.objection(to: output) { return (words, expectation.signature) }
        }
        return nil
    }
}

extension OutsideLook.Answer {
    /// Throws if the connection was not tried.
    fileprivate func isOpen() throws(MissingFact) -> Bool {
        switch reach {
        case .connected: true
        case .refused, .timedOut, .unreachable: false
        case .nameNotFound(let why), .notTried(let why): throw MissingFact(why)
        }
    }

    fileprivate var reachWords: String {
        switch reach {
        case .connected: "is open"
        case .refused: "refuses connections"
        case .timedOut: "does not answer"
        case .unreachable(let why), .nameNotFound(let why), .notTried(let why): "cannot be reached (\(why))"
        }
    }

    fileprivate func excerpt(_ look: OutsideLook) -> [Finding.Excerpt] {
        let words = ["port \(look.port) \(reachWords)", tls?.version, greeting.map { String($0.prefix(300)) }]
        return [Finding.Excerpt(probe: look.name.rawValue, excerpt: words.compactMap(\.self).joined(separator: "\n"))]
    }
}

extension HostFacts {
    fileprivate func objection(
        to tls: Dialogue.TLS?, _ look: OutsideLook
    ) throws(MissingFact) -> (words: String, signature: String)? {
        let names = look.serverName.map { [$0] } ?? certificateNames
        guard certificates.knowsAuthorities else {
            throw MissingFact("this machine trusts no authority: install ca-certificates here, or give --ca-file")
        }
        let facts = tls.flatMap {
            certificates.facts(of: $0.chain, names: names, at: began, caFiles: parameters.authorities(for: host))
        }
        guard let facts else { return ("No certificate can be read from port \(look.port).", "no certificate") }
        if let name = names.first(where: { facts.covers[$0] != true }) {
            let known = facts.names.isEmpty ? "no name at all" : facts.names.joined(separator: ", ")
            return ("The certificate of port \(look.port) is not for \(name), but for \(known).", "name \(name)")
        }
        guard let problem = facts.problems.first else { return nil }
        return ("The certificate of port \(look.port) is not valid: \(problem.text).", "certificate \(problem.code)")
    }
}
