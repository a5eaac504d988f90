package import Net

/// Runs TLS over a stream during `body`, and sends close_notify afterwards.
///
/// The certificate is not verified: `examine` it before a secret is sent.
package func withTLS<Result>(
    over stream: any ByteStream, context: TLSContext, serverName: String?, body: (TLSStream) async -> Result
) async throws(TLSError) -> Result {
    let secured = try await TLSStream(shakingHandsOver: stream, context: context, serverName: serverName)
    let result = await body(secured)
    await secured.close()
    return result
}

/// TLS over another stream, which its owner closes.
///
/// Prefer `withTLS`, except for STARTTLS.
package final class TLSStream: ByteStream {
    private let stream: any ByteStream
    private let engine: TLSEngine
    /// To recognise what a peer speaks if not TLS.
    private var beginning: [UInt8] = []
    private var works = true

    /// `serverName` is the SNI, unless it is an address.
    package init(
        shakingHandsOver stream: any ByteStream, context: TLSContext, serverName: String?
    ) async throws(TLSError) {
        self.stream = stream
        engine = try TLSEngine(context: context, serverName: serverName)
        try await handshake()
    }

    package var session: TLSSession { engine.session }

    package func read() async throws(NetError) -> [UInt8] {
        while true {
            let reading = try decrypt()
            try await flush()
            switch reading {
            case .bytes(let bytes): return bytes
            case .ended: return []
            case .needsBytes:
                let bytes = try await below { () throws(NetError) in try await stream.read() }
                if bytes.isEmpty {
                    works = false
                    return []
                }
                engine.receive(bytes)
            }
        }
    }

    package func write(_ bytes: [UInt8]) async throws(NetError) {
        do { try engine.write(bytes) } catch { throw broken(error) }
        try await flush()
    }

    private func decrypt() throws(NetError) -> TLSEngine.Reading {
        do { return try engine.read() } catch { throw broken(error) }
    }

    private func broken(_ error: TLSError) -> NetError {
        works = false
        return .failed("TLS: \(error)")
    }

    private func flush() async throws(NetError) {
        let bytes = engine.takeOutgoing()
        guard !bytes.isEmpty else { return }
        try await below { () throws(NetError) in try await stream.write(bytes) }
    }

    /// After a failure no close_notify can be sent.
    private func below<Value>(_ call: () async throws(NetError) -> Value) async throws(NetError) -> Value {
        do { return try await call() } catch {
            works = false
            throw error
        }
    }
}

extension TLSStream {
    fileprivate func handshake() async throws(TLSError) {
        while try await !advance() {
            let bytes = try await duringHandshake { () throws(NetError) in try await stream.read() }
            guard !bytes.isEmpty else { throw .closed(answered: !beginning.isEmpty) }
            beginning += bytes.prefix(64 - beginning.count)
            engine.receive(bytes)
        }
    }

    private func advance() async throws(TLSError) -> Bool {
        let isDone: Bool
        do { isDone = try engine.handshake() } catch {
            // OpenSSL may have an alert for the peer.
            try? await flush()
            throw hasTLSBeginning ? error : .notTLS(beginning)
        }
        try await duringHandshake { () throws(NetError) in try await flush() }
        return isDone
    }

    /// A record begins with its type, 20 to 23, and the major version 3 (RFC 8446, section 5.1).
    private var hasTLSBeginning: Bool {
        beginning.isEmpty || ((20...23).contains(beginning[0]) && (beginning.count < 2 || beginning[1] == 3))
    }

    private func duringHandshake<Value>(
        _ call: () async throws(NetError) -> Value
    ) async throws(TLSError) -> Value {
        do { return try await call() } catch {
            if case .closed = error { throw .closed(answered: !beginning.isEmpty) }
            throw .stream(error)
        }
    }

    /// Sends close_notify, without waiting for an answer.
    package func close() async {
        guard works else { return }
        engine.close()
        try? await flush()
    }
}
