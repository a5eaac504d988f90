internal import CLibSSH2
internal import Glibc

/// An SSH session with one host; valid only inside its scope.
///
/// One task uses it, one call at a time. Data for channels that are not read is buffered up to their windows.
package final class SSHSession {
    package let destination: SSHDestination
    let transport: Transport
    let raw: OpaquePointer

    init(to destination: SSHDestination, over transport: Transport) throws(SSHError) {
        let abstract = Unmanaged.passUnretained(transport).toOpaque()
        guard LibSSH2.ready, let raw = libssh2_session_init_ex(nil, nil, nil, abstract) else {
            throw SSHError(.handshake, "libssh2 could not be initialised; is the machine out of memory?")
        }
        self.destination = destination
        self.transport = transport
        self.raw = raw
        libssh2_session_set_blocking(raw, 0)
        dovesweep_set_callbacks(raw, receiveCallback, sendCallback, disconnectCallback)
    }

    /// Sends SSH_MSG_DISCONNECT and frees everything, without waiting.
    ///
    /// After `abandon` libssh2 sees the end of the connection, so pending calls clean up.
    func close() {
        let byApplication: Int32 = 11  // SSH_DISCONNECT_BY_APPLICATION, RFC 4253 section 11.1
        if transport.phase == .open { _ = libssh2_session_disconnect_ex(raw, byApplication, "done", "") }
        transport.abandon()
        if transport.phase == .handshake { _ = libssh2_session_handshake(raw, LibSSH2.placeholder) }
        var tries = 0
        while libssh2_session_free(raw) == LIBSSH2_ERROR_EAGAIN, tries < 16 { tries += 1 }
    }

    /// Repeats a libssh2 call until it does not return EAGAIN.
    ///
    /// Only reads can wait, as `Transport` accepts all that is written.
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

    func complete(_ call: (OpaquePointer) -> Int32) async throws(SSHError) -> Int32 {
        try await complete(call, waitsWhile: { $0 == LIBSSH2_ERROR_EAGAIN })
    }

    /// Nil means an error or EAGAIN.
    func completeOpening(_ call: (OpaquePointer) -> OpaquePointer?) async throws(SSHError) -> OpaquePointer? {
        try await complete(
            call, waitsWhile: { $0 == nil && libssh2_session_last_errno(self.raw) == LIBSSH2_ERROR_EAGAIN })
    }

    /// libssh2's text, not the host's.
    var lastError: String {
        var text: UnsafeMutablePointer<CChar>?
        let code = libssh2_session_last_error(raw, &text, nil, 0)
        guard let text, text.pointee != 0 else { return "libssh2 error \(code)" }
        return "\(String(cString: text)) (libssh2 error \(code))"
    }
}
