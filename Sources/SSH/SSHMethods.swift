internal import CLibSSH2

/// The calls to libssh2 by which a user proves who they are. Each is one attempt in the eyes of the host.
extension SSHSession {
    /// Asks the host which ways of logging in it accepts as things stand, in its order. (Asking is a login attempt without
    /// a proof, which a host may in theory let through.)
    func offeredMethods() async throws(SSHError) -> [String] {
        let user = destination.user
        let methods = try await complete(
            { libssh2_userauth_list($0, user, UInt32(user.utf8.count)) },
            waitsWhile: { $0 == nil && libssh2_session_last_errno(self.raw) == LIBSSH2_ERROR_EAGAIN })
        guard let methods else { return [] }
        return String(cString: methods).split(separator: ",").map(String.init)
    }

    var isAuthenticated: Bool { libssh2_userauth_authenticated(raw) != 0 }

    /// Sends the password, and gives libssh2's code.
    func send(password: [UInt8]) async throws(SSHError) -> Int32 {
        let user = destination.user
        return try await complete { raw in
            password.withUnsafeBytes { buffer in
                // Never empty, so it has an address.
                let start = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
                return libssh2_userauth_password_ex(
                    raw, user, UInt32(user.utf8.count), start, UInt32(buffer.count), nil)
            }
        }
    }

    /// Lets the host ask its questions, and gives libssh2's code.
    func answer(with conversation: Conversation, aside: Aside?) async throws(SSHError) -> Int32 {
        transport.conversation = conversation
        defer { transport.conversation = nil }
        while true {
            let status = await step(aside: aside)
            if let failure = conversation.failure {
                transport.discard()
                throw failure
            }
            try await transport.flush()
            guard status == LIBSSH2_ERROR_EAGAIN else { return status }
            try await transport.fill()
        }
    }

    /// One call, in which a person may be asked: on a thread of its own then, so that other hosts are not held up.
    /// This task waits for it, and nothing else touches the session meanwhile.
    private func step(aside: Aside?) async -> Int32 {
        let user = destination.user
        guard let aside else {
            return libssh2_userauth_keyboard_interactive_ex(
                raw, user, UInt32(user.utf8.count), Conversation.callback)
        }
        return await withTaskExecutorPreference(aside) {
            libssh2_userauth_keyboard_interactive_ex(self.raw, user, UInt32(user.utf8.count), Conversation.callback)
        }
    }
}
