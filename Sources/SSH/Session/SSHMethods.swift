internal import CLibSSH2

/// libssh2's authentication calls; the host counts each as an attempt.
extension SSHSession {
    /// The methods that the host accepts now, in its order.
    ///
    /// The request is an authentication attempt, which the host could accept.
    func offeredMethods() async throws(SSHError) -> [String] {
        let user = destination.user
        let methods = try await complete(
            { libssh2_userauth_list($0, user, UInt32(user.utf8.count)) },
            waitsWhile: { $0 == nil && libssh2_session_last_errno(self.raw) == LIBSSH2_ERROR_EAGAIN })
        guard let methods else { return [] }
        return String(cString: methods).split(separator: ",").map(String.init)
    }

    var isAuthenticated: Bool { libssh2_userauth_authenticated(raw) != 0 }

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

    func answer(with conversation: Conversation, aside: BlockingExecutor?) async throws(SSHError) -> Int32 {
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

    /// A prompt for the user gets its own thread, so that other hosts do not wait.
    private func step(aside: BlockingExecutor?) async -> Int32 {
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
