internal import Fleet

/// One mail client connection to a listener.
struct MailVisit: Sendable {
    let host: Host
    let vantage: Vantage
    let listener: Listener
    let address: String
    let credentials: Credentials?
    let opensMailbox: Bool
    let place: PoolSlot
    /// Called after TLS: returns a reason not to send the password.
    let objection: @Sendable (Dialogue.TLS?) async -> String?

    func run(_ dialer: any Dialer, _ limits: PhaseClock.Limits) async -> Dialogue {
        let clock = PhaseClock(limits, place: place)
        clock.enter(.connecting)
        return await dialogue(clock) {
            await within(clock) {
                await dialer.dial(address, port: listener.port) { stream in
                    await clock.answered()
                    clock.enter(.running)
                    return await converse(over: stream, clock)
                }
            }
        }
    }

    func run(through connection: any Connection, _ clock: PhaseClock) async -> Dialogue {
        await dialogue(clock) {
            await connection.dial(address, port: listener.port) { await converse(over: $0, clock) }
        }
    }

    private func dialogue(
        _ clock: PhaseClock, _ dial: () async -> (reach: Dialogue.Reach, result: Words?)
    ) async -> Dialogue {
        let start = place.now
        var (reach, words) = await dial()
        if clock.hasExpired, words == nil { reach = clock.unanswered }
        return Dialogue(
            vantage: vantage, service: listener.service, address: address, port: listener.port, reach: reach,
            tls: words?.tls, talk: words?.talk,
            milliseconds: whole((place.now - start) / .milliseconds(1), in: 0...Int.max))
    }

    private struct Words: Sendable {
        var tls: Dialogue.TLS?
        var talk: MailSession
    }

    private func converse(over stream: any MailStream, _ clock: PhaseClock) async -> Words {
        var machine = MailDialogue(
            service: listener.service, credentials: credentials, mayLogInInClear: vantage == .tunnel,
            opensMailbox: opensMailbox)
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
                    case .requestLoginPermission:
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
            case .cancelled: _ = machine.ended(clock.hasExpired && !clock.limits.isCutShort ? .timedOut : .cancelled)
            }
            return words(machine, tls, notices)
        }
    }

    private func words(_ machine: MailDialogue, _ tls: Dialogue.TLS?, _ notices: [String]) -> Words {
        var talk = machine.talk
        talk.notices += notices
        return Words(tls: tls, talk: talk)
    }

    private var serverName: String { host.serverName }
}

extension PhaseClock {
    var unanswered: Dialogue.Reach {
        limits.isCutShort ? .notTried("the time limit of this host was reached: raise --timeout") : .timedOut
    }
}
