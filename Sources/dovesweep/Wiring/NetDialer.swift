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

/// A connection to a mail service, which may change to TLS on its way.
private final class MailSocket: MailStream {
    private let context: TLSContext
    private var stream: any ByteStream
    private var secured: TLSStream?

    init(_ stream: any ByteStream, context: TLSContext) {
        self.stream = stream
        self.context = context
    }

    func read() async throws(StreamLoss) -> [UInt8] {
        do throws(NetError) { return try await stream.read() } catch { throw StreamLoss(error) }
    }

    func write(_ bytes: [UInt8]) async throws(StreamLoss) {
        do throws(NetError) { try await stream.write(bytes) } catch { throw StreamLoss(error) }
    }

    func startTLS(serverName: String) async throws(StreamLoss) -> Dialogue.TLS {
        do throws(TLSError) {
            let secured = try await TLSStream(shakingHandsOver: stream, context: context, serverName: serverName)
            stream = secured
            self.secured = secured
            let session = secured.session
            return Dialogue.TLS(version: session.version, cipher: session.cipher, chain: session.chain)
        } catch {
            if case .stream(.cancelled) = error { throw .cancelled }
            return Dialogue.TLS(version: nil, cipher: nil, chain: [], failure: error.description)
        }
    }

    func sayGoodbye() async {
        await secured?.close()
    }
}

extension StreamLoss {
    init(_ error: NetError) {
        self = error == .cancelled ? .cancelled : .broken
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
