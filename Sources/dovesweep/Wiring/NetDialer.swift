internal import Fleet
internal import Net
internal import Sweep
internal import TLS

/// Opens the connections from outside.
struct NetDialer: Dialer {
    let reactor: Reactor
    /// Shakes hands with anybody: what was served is judged later, whoever signed it.
    let context: TLSContext

    func dial<Result: Sendable>(
        _ address: String, port: Int, _ body: (any MailStream) async -> Result
    ) async -> (reach: Dialogue.Reach, result: Result?) {
        do {
            let addresses = try await resolve(address, port: port)
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
            self = .notTried("this machine has no descriptor left: raise `ulimit -n`, or lower --concurrency")
        case .cancelled: self = .notTried("interrupted")
        }
    }
}
