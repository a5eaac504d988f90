internal import Fleet

/// One connection from outside to one listener, as a mail client comes: greeting, TLS, and where asked for the login.
struct OutsideVisit: Sendable {
    let host: Host
    let listener: Listener
    /// With them the login is tried.
    let credentials: Credentials?
    /// Asked once TLS stands and before the password goes; says why not, or nil for leave.
    let objection: @Sendable (Dialogue.TLS?) async -> String?
    let dialer: any Dialer
    let limits: PhaseClock.Limits

    func run() async -> Dialogue {
        let start = ContinuousClock.now
        let clock = PhaseClock(limits)
        clock.enter(.connecting)
        let address = host.publicAddress ?? host.address
        var (reach, words) = await within(clock) {
            await dialer.dial(address, port: listener.port) { stream in
                clock.enter(.running)
                return await converse(over: stream, clock)
            }
        }
        if clock.hasExpired, words == nil { reach = .timedOut }
        return Dialogue(
            vantage: .outside, service: listener.service, address: address, port: listener.port, reach: reach,
            tls: words?.tls, talk: words?.talk,
            milliseconds: Int((ContinuousClock.now - start) / .milliseconds(1)))
    }

    private struct Words: Sendable {
        var tls: Dialogue.TLS?
        var talk: Talk
    }

    private func converse(over stream: any MailStream, _ clock: PhaseClock) async -> Words {
        var machine = MailDialogue(service: listener.service, credentials: credentials)
        var tls: Dialogue.TLS?
        var notices: [String] = []
        do throws(StreamLoss) {
            var actions: [MailDialogue.Action] = []
            if listener.service.isImplicitTLS {
                let session = try await stream.startTLS(serverName: serverName)
                tls = session
                if session.failure != nil { actions = machine.tlsFailed() }
            }
            while true {
                while let action = actions.first {
                    actions.removeFirst()
                    switch action {
                    case .send(let bytes): try await stream.write(bytes)
                    case .sendSecret(let secret): try await stream.write(secret.bytes)
                    case .startTLS:
                        let session = try await stream.startTLS(serverName: serverName)
                        tls = session
                        actions += session.failure == nil ? machine.secured() : machine.tlsFailed()
                    case .askLeave:
                        let objection = await objection(tls)
                        if let objection { notices.append("withheld: \(objection)") }
                        actions += objection == nil ? machine.logIn() : machine.withhold()
                    case .finish: return words(machine, tls, notices)
                    }
                }
                let bytes = try await stream.read()
                actions = bytes.isEmpty ? machine.ended() : machine.received(bytes)
            }
        } catch {
            switch error {
            case .broken: _ = machine.ended(.closed)
            case .cancelled: _ = machine.ended(clock.hasExpired ? .timedOut : .cancelled)
            }
            return words(machine, tls, notices)
        }
    }

    private func words(_ machine: MailDialogue, _ tls: Dialogue.TLS?, _ notices: [String]) -> Words {
        var talk = machine.talk
        talk.notices += notices
        return Words(tls: tls, talk: talk)
    }

    /// What the client asks for by SNI: the name that mail clients have been given.
    private var serverName: String {
        host.publicNames.first ?? host.publicAddress ?? host.name
    }
}
