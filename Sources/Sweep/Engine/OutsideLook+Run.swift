internal import Fleet
internal import FoundationEssentials

extension OutsideLook {
    private static let longestGreeting = 512

    func evidence(of address: String, host: Host, _ dialer: any Dialer, _ clock: PhaseClock, _ place: PoolSlot) async
        -> Evidence
    {
        let start = place.now
        clock.enter(.connecting)
        let said = await within(clock) {
            await dialer.dial(address, port: port) { stream in
                clock.enter(.running)
                return await listen(to: stream, as: serverName ?? host.serverName)
            }
        }
        var answer = Answer(reach: said.reach, tls: said.result?.tls, greeting: said.result?.greeting)
        if clock.hasExpired, said.result == nil { answer.reach = clock.unanswered }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return Evidence(
            name, ending: .exited(0), output: (try? encoder.encode(answer)).map(Array.init) ?? [],
            milliseconds: whole((place.now - start) / .milliseconds(1), in: 0...Int.max))
    }

    private func listen(to stream: any MailStream, as name: String) async -> (tls: Dialogue.TLS?, greeting: String?) {
        var tls: Dialogue.TLS?
        var bytes: [UInt8] = []
        do throws(StreamLoss) {
            if isTLS {
                let session = try await stream.startTLS(serverName: name)
                tls = session
                if session.failure != nil { return (tls, nil) }
            }
            while !bytes.contains(UInt8(ascii: "\n")), bytes.count < Self.longestGreeting {
                let more = try await stream.read()
                if more.isEmpty { break }
                bytes += more
            }
        } catch {
            // The bytes so far are the greeting.
        }
        let line = bytes.prefix { $0 != UInt8(ascii: "\n") }.prefix(Self.longestGreeting)
        let text = String(fromHost: line)
        return (tls, bytes.isEmpty ? nil : text.hasSuffix("\r") ? String(text.dropLast()) : text)
    }
}

extension Host {
    /// For SNI.
    var serverName: String { publicNames.first ?? publicAddress ?? name }
}
