import Net
import Testing

@testable import SSH

/// Only what was dropped without a reason, before the login, is tried again.
@Suite struct `A lost connection` {
    private final class Nothing: ByteStream {
        func read() async throws(NetError) -> [UInt8] { [] }
        func write(_ bytes: [UInt8]) async throws(NetError) {}
    }

    @Test(arguments: [
        (phase: SSHPhase.handshake, words: String?.none, kind: SSHError.Kind.handshake, wasDropped: true),
        (.handshake, "Too many authentication failures", .handshake, false), (.authenticating, nil, .auth, false),
        (.waiting, nil, .auth, false), (.open, nil, .disconnected, false), (.open, "bye", .disconnected, false),
    ])
    func `is tried again where the host gave no reason in the key exchange`(
        phase: SSHPhase, words: String?, kind: SSHError.Kind, wasDropped: Bool
    ) {
        for end in [NetError?.none, .closed("reset")] {
            let transport = Transport(over: Nothing())
            transport.phase = phase
            transport.disconnectMessage = words.map { Array($0.utf8) }
            let error = transport.lost(end)
            #expect(error.kind == kind && error.wasDropped == wasDropped)
            #expect(words.map { error.message.contains($0) } ?? true)
        }
    }

    /// In bytes: what a key exchange takes, many times over, and what channels hold.
    @Test(arguments: [
        (SSHPhase.handshake, 256 * 1024, SSHError.Kind?.none), (.handshake, 256 * 1024 + 1, .handshake),
        (.open, 8 * 1024 * 1024, nil), (.open, 8 * 1024 * 1024 + 1, .disconnected), (.banner, 512 * 1024, nil),
    ])
    func `ends a host that sends what nobody asked for`(phase: SSHPhase, count: Int, kind: SSHError.Kind?) {
        let transport = Transport(over: Nothing())
        if phase == .open { transport.open() } else { transport.phase = phase }
        var found: SSHError.Kind?
        do throws(SSHError) {
            try transport.feed([UInt8](repeating: 0, count: count))
        } catch { found = error.kind }
        #expect(found == kind)
    }

    @Test func `is not tried again where the run was cancelled`() {
        #expect(Transport(over: Nothing()).lost(.cancelled) == .cancelled)
    }

    @Test(arguments: [
        (NetError.refused, SSHError.Kind.refused), (.nameNotFound("x"), .dns), (.unreachable("x"), .unreachable),
        (.closed("x"), .unreachable), (.failed("x"), .unreachable), (.noDescriptors, .unreachable),
        (.cancelled, .cancelled),
    ])
    func `that never was has an outcome of its own`(error: NetError, kind: SSHError.Kind) {
        #expect(SSHError(connecting: error).kind == kind)
    }
}
