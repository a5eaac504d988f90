package import Fleet
package import Net
package import Sweep
internal import Synchronization
package import TLS

/// Opens the connections from outside.
package struct NetDialer: Dialer {
    private let reactor: Reactor
    private let context: TLSContext
    private let names = KnownNames()

    /// `context` accepts every certificate; the checks judge it later.
    package init(reactor: Reactor, context: TLSContext) {
        self.reactor = reactor
        self.context = context
    }

    package func addresses(of name: String) async -> [MailAddress] {
        if let known = names[name] { return known }
        let found = (try? await resolve(name, port: MailService.imaps.port.number)) ?? []
        // The route matters only if the name has addresses of both families.
        let isOfBoth = Set(found.map(\.isIPv6)).count == 2
        let addresses = found.map { address in
            MailAddress(address.host, isIPv6: address.isIPv6, hasRoute: !isOfBoth || hasRoute(to: address))
        }
        // A failed lookup may be transient.
        if !addresses.isEmpty { names[name] = addresses }
        return addresses
    }

    package func dial<Result: Sendable>(
        _ address: String, port: Port, _ body: (any MailStream) async -> Result
    ) async -> (reach: Dialogue.Reach, result: Result?) {
        do {
            let addresses = try await resolve(address, port: port.number)
            return try await reactor.withStream(to: addresses) { stream in
                let socket = MailSocket(stream, context: context)
                let result = await body(socket)
                await socket.sayGoodbye()
                return (.connected, result)
            }
        } catch let error as NetError {
            return (Dialogue.Reach(error), nil)
        } catch {
            return (.unreachable("\(error)"), nil)
        }
    }
}

extension Dialogue.Reach {
    init(_ error: NetError) {
        switch error {
        case .nameNotFound(let words): self = .nameNotFound(words)
        case .refused: self = .refused
        case .unreachable(let words), .closed(let words), .failed(let words): self = .unreachable(words)
        case .noDescriptors:
            self = .notTried("this machine has no file descriptor left: raise `ulimit -n`, or lower --concurrency")
        case .cancelled: self = .notTried("interrupted")
        }
    }
}

private final class KnownNames: Sendable {
    private let known = Mutex<[String: [MailAddress]]>([:])

    subscript(name: String) -> [MailAddress]? {
        get { known.withLock { $0[name] } }
        set { known.withLock { $0[name] = newValue } }
    }
}
