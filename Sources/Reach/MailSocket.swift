internal import Fleet
internal import Net
internal import Sweep
internal import TLS

/// A connection to a mail service, which can change to TLS.
final class MailSocket: MailStream {
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
            let failure = error == .closed(answered: false) ? Dialogue.TLS.hungUp : error.description
            return Dialogue.TLS(version: nil, cipher: nil, chain: [], failure: failure)
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
