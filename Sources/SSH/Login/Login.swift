internal import CLibSSH2

/// Logs in with keys, password and keyboard-interactive until the host accepts.
///
/// Keys are offered without asking for the host's methods, which saves a round trip; then its list sets the order. The
/// list is fetched again when a method may be accepted as one of several (`AuthenticationMethods`): libssh2 reports
/// that as a refusal.
final class Login {
    let session: SSHSession
    private let options: SSHOptions
    private let announce: (SSHPhase) -> Void
    private var keys: ArraySlice<any Signer>
    private var refusedKeys: [any Signer] = []
    /// The methods that the host accepts now; nil: not asked.
    private var offered: [String]?
    /// One sentence for each failed attempt.
    private(set) var refusals: [String]
    private var passwordIsSpent: Bool
    private var wasQuestioned = false
    /// Whether the host has accepted one method and wants another.
    private var isPartOfTheWay = false

    init(_ session: SSHSession, _ options: SSHOptions, _ announce: @escaping (SSHPhase) -> Void) {
        self.session = session
        self.options = options
        self.announce = announce
        passwordIsSpent = options.password == nil
        let allowsKeys = options.methods?.contains(Method.publicKey.rawValue) ?? true
        let supply = KeySupply(
            allowsKeys ? options.identities : [], signatures: options.algorithms.signatures,
            leavesRoomForPassword: options.password != nil)
        keys = supply.offered[...]
        refusals = supply.remarks
    }

    func run() async throws(SSHError) {
        // As the first request, this does not count as a failure, so one more key fits.
        if !passwordIsSpent, keys.count >= KeySupply.mostBesidePassword { try await ask() }
        while !session.isAuthenticated, let method = try await next() {
            switch method {
            case .publicKey: try await tryKey()
            case .password: try await tryPassword()
            case .keyboardInteractive: try await answerQuestions()
            }
        }
        guard session.isAuthenticated else { throw failure }
        session.transport.open()
    }

    private enum Method: String {
        case publicKey = "publickey"
        case password
        case keyboardInteractive = "keyboard-interactive"
    }

    private func next() async throws(SSHError) -> Method? {
        if offered == nil {
            if !keys.isEmpty { return .publicKey }
            try await ask()
        }
        return offered?.compactMap(Method.init).first { method in
            switch method {
            case .publicKey: !keys.isEmpty
            case .password: !passwordIsSpent
            // Without a password, only as a second method: the user may have a code.
            case .keyboardInteractive: !wasQuestioned && (!passwordIsSpent || isPartOfTheWay)
            }
        }
    }

    /// Returns whether the accepted methods have changed.
    @discardableResult
    private func ask() async throws(SSHError) -> Bool {
        let before = offered
        let accepted = try await session.offeredMethods()
        let methods = options.methods?.filter(accepted.contains) ?? accepted
        if session.transport.disconnectMessage != nil { throw disconnectMessage }
        // The host wants no key yet, but may after another method.
        if !methods.contains(Method.publicKey.rawValue) {
            keys = refusedKeys + keys
            refusedKeys = []
        }
        offered = methods
        return before != methods
    }
}

extension Login {
    private func tryKey() async throws(SSHError) {
        guard let key = keys.popFirst() else { return }
        switch try await session.offer(key) {
        case .accepted: break
        case .unsigned(let reason): refusals.append("\(key.name): \(reason)")
        case .refused:
            refusedKeys.append(key)
            refusals.append("\(key.name) (\(key.type.rawValue)) was refused")
            if session.transport.disconnectMessage != nil { throw disconnectMessage }
        case .refusedSigned(let reason):
            if session.transport.disconnectMessage != nil { throw disconnectMessage }
            try await ask()
            if offered?.contains(Method.publicKey.rawValue) == false {
                isPartOfTheWay = true
                refusals.append("\(key.name) was accepted, but the host wants a second login method")
            } else {
                refusals.append("\(key.name) (\(key.type.rawValue)) was accepted, but not its signature; \(reason)")
            }
        }
    }

    private func tryPassword() async throws(SSHError) {
        guard let password = try await spendPassword() else { return }
        let status = try await session.send(password: password)
        if status == LIBSSH2_ERROR_PASSWORD_EXPIRED {
            throw SSHError(
                .auth, "the password of \(session.destination.user) has expired: log in by hand and change it")
        }
        try await note(status)
    }

    private func answerQuestions() async throws(SSHError) {
        wasQuestioned = true
        // If the user must type the password, the host's own prompt is shown.
        let asksPerson = options.password?.isAskedFor == true && !passwordIsSpent
        let password = passwordIsSpent || asksPerson ? nil : try await spendPassword()
        guard password != nil || asksPerson || isPartOfTheWay else { return }
        let conversation = Conversation(
            user: session.destination.user, password: password, asker: options.asker,
            forwardsPasswordPrompts: options.forwardsPasswordPrompts
        ) { [announce] in announce(.waiting) }
        let status = try await session.answer(
            with: conversation, aside: options.asker == nil ? nil : BlockingExecutor())
        announce(.authenticating)
        if conversation.passwordWasGiven {
            try await note(status)
        } else if status != 0 {
            try await ask()
            refusals.append("the answers to the host's questions were refused")
        }
    }

    /// Nil if the password must not be tried; it is tried once.
    private func spendPassword() async throws(SSHError) -> [UInt8]? {
        passwordIsSpent = true
        guard let password = options.password else { return nil }
        announce(.waiting)
        let mayBeTried = await password.mayBeTried()
        let bytes = mayBeTried ? await password.bytes() : nil
        if Task.isCancelled { throw .cancelled }
        announce(.authenticating)
        if let bytes, !bytes.isEmpty { return bytes }
        refusals.append(
            mayBeTried
                ? "no password was given"
                : "the password was not tried: --max-refusals hosts have refused it, and more tries could lock the "
                    + "account"
        )
        return nil
    }

    private func note(_ status: Int32) async throws(SSHError) {
        let report = options.password?.report ?? { _ in }
        if status == 0 { return report(.accepted) }
        refusals.append("the password was refused")
        // A host that disconnects now has refused it.
        var verdict = SSHPassword.Verdict.refused
        defer { report(verdict) }
        if session.transport.disconnectMessage != nil { throw disconnectMessage }
        guard try await ask() else { return }
        verdict = .accepted
        isPartOfTheWay = true
        refusals[refusals.count - 1] = "the password was accepted, but the host wants a second login method"
    }
}

// Error messages.

extension Login {
    /// As after `MaxAuthTries` failures.
    private var disconnectMessage: SSHError {
        let said = quoted(session.transport.disconnectMessage ?? [])
        let tried = refusals.isEmpty ? "" : " after this: \(refusals.joined(separator: "; "))"
        return SSHError(
            .auth, "the host ended the session with \(said)\(tried). Give the right key with --private-key")
    }

    private var failure: SSHError {
        let tried = refusals.isEmpty ? "there is no key to offer" : refusals.joined(separator: "; ")
        let methods = offered ?? []
        let accepts = methods.isEmpty ? "nothing" : quoted(methods.joined(separator: ",").utf8)
        let takesPasswords = methods.contains { ["password", "keyboard-interactive"].contains($0) }
        let advice = takesPasswords && options.password == nil ? "; \(options.passwordAdvice)" : ""
        return SSHError(
            .auth, "login as \(session.destination.user) failed: \(tried). The host accepts \(accepts)\(advice)")
    }
}
