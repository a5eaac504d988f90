internal import CLibSSH2
internal import Glibc

/// An authenticated connection to one host, on which commands and tunnels are opened; valid inside its scope only.
///
/// It owns libssh2's session. One task uses it, one call at a time; that task may still read one channel while others
/// are open, as what comes for them is kept, up to their windows.
package final class SSHSession {
    package let destination: SSHDestination
    let transport: Transport
    let raw: OpaquePointer

    init(to destination: SSHDestination, over transport: Transport) throws(SSHError) {
        let abstract = Unmanaged.passUnretained(transport).toOpaque()
        guard LibSSH2.ready, let raw = libssh2_session_init_ex(nil, nil, nil, abstract) else {
            throw SSHError(.handshake, "libssh2 could not be initialised; is memory short?")
        }
        self.destination = destination
        self.transport = transport
        self.raw = raw
        libssh2_session_set_blocking(raw, 0)
        dovesweep_set_callbacks(raw, receiveCallback, sendCallback, disconnectCallback)
    }

    /// Sends a good-bye without waiting for an answer, and frees everything: no wait, no unbounded loop.
    ///
    /// After `abandon` libssh2 sees the end of the connection, so the calls that were under way clean up after
    /// themselves instead of asking to be called again.
    func close() {
        let byApplication: Int32 = 11  // SSH_DISCONNECT_BY_APPLICATION, RFC 4253 section 11.1
        if transport.phase == .open { _ = libssh2_session_disconnect_ex(raw, byApplication, "done", "") }
        transport.abandon()
        if transport.phase == .handshake { _ = libssh2_session_handshake(raw, LibSSH2.placeholder) }
        var tries = 0
        while libssh2_session_free(raw) == LIBSSH2_ERROR_EAGAIN, tries < 16 { tries += 1 }
    }

    /// Calls libssh2 until it does not want to wait any more, waiting for the host in between, and gives its answer.
    ///
    /// Every libssh2 call goes through here. Only reading can make it wait, as `Transport` takes all that is written.
    func complete<Answer>(
        _ call: (OpaquePointer) -> Answer, waitsWhile waits: (Answer) -> Bool
    ) async throws(SSHError) -> Answer {
        while true {
            let answer = call(raw)
            try await transport.flush()
            guard waits(answer) else { return answer }
            try await transport.fill()
        }
    }

    /// The same for a call that answers with a code.
    func complete(_ call: (OpaquePointer) -> Int32) async throws(SSHError) -> Int32 {
        try await complete(call, waitsWhile: { $0 == LIBSSH2_ERROR_EAGAIN })
    }

    /// The same for a call that answers with an object, or with nil for an error as much as for a wait.
    func completeOpening(_ call: (OpaquePointer) -> OpaquePointer?) async throws(SSHError) -> OpaquePointer? {
        try await complete(
            call, waitsWhile: { $0 == nil && libssh2_session_last_errno(self.raw) == LIBSSH2_ERROR_EAGAIN })
    }

    /// libssh2's words for the last error. They are its own, not the host's.
    var lastError: String {
        var text: UnsafeMutablePointer<CChar>?
        let code = libssh2_session_last_error(raw, &text, nil, 0)
        guard let text, text.pointee != 0 else { return "libssh2 error \(code)" }
        return "\(String(cString: text)) (libssh2 error \(code))"
    }
}
