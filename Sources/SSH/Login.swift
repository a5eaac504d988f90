internal import CLibSSH2

/// One login: what the host accepts, what has been tried of it, and what is left.
///
/// Keys go first and unasked, since a key that works then costs no question. Only where none does is the host asked what it
/// accepts, and its order followed; it is asked again when it may have taken a proof and want another
/// (`AuthenticationMethods publickey,password`), which libssh2 does not tell from a refusal.
final class Login {
    let session: SSHSession
    private let options: SSHOptions
    private let announce: (SSHPhase) -> Void
    private var keys: ArraySlice<any Signer>
    private var refusedKeys: [any Signer] = []
    /// What the host accepts as things stand, in its order; nil: it was not asked.
    private var offered: [String]?
    /// A sentence for each thing that did not do.
    private(set) var refusals: [String]
    private var passwordIsSpent: Bool
    private var wasQuestioned = false
    /// Whether the host has taken a proof, and wants another.
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

    /// Logs in, or says all that was tried.
    func run() async throws(SSHError) {
        // Asked before anything else it does not count as a failure: there is room for one key more.
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
            // Without a password it is begun for a second proof alone: a code that a person has.
            case .keyboardInteractive: !wasQuestioned && (!passwordIsSpent || isPartOfTheWay)
            }
        }
    }

    /// Asks what the host accepts now; true: something else than before.
    @discardableResult
    private func ask() async throws(SSHError) -> Bool {
        let before = offered
        let accepted = try await session.offeredMethods()
        let methods = options.methods?.filter(accepted.contains) ?? accepted
        if session.transport.farewell != nil { throw farewell }
        // The keys were refused as no key is wanted, so far: after another proof one may be.
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
            if session.transport.farewell != nil { throw farewell }
        case .refusedSigned(let reason):
            if session.transport.farewell != nil { throw farewell }
            try await ask()
            if offered?.contains(Method.publicKey.rawValue) == false {
                isPartOfTheWay = true
                refusals.append("\(key.name) was accepted, and the host wants another proof")
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
        // Who is asked for the password answers the host's own question as well, whatever it is.
        let asksPerson = options.password?.isAskedFor == true && !passwordIsSpent
        let password = passwordIsSpent || asksPerson ? nil : try await spendPassword()
        guard password != nil || asksPerson || isPartOfTheWay else { return }
        let conversation = Conversation(
            user: session.destination.user, password: password, asker: options.asker,
            forwardsPasswordPrompts: options.forwardsPasswordPrompts
        ) { [announce] in announce(.waiting) }
        let status = try await session.answer(with: conversation, aside: options.asker == nil ? nil : Aside())
        announce(.authenticating)
        if conversation.passwordWasGiven {
            try await note(status)
        } else if status != 0 {
            try await ask()
            refusals.append("the answers to the host's questions were refused")
        }
    }

    /// The password, where it may be tried; it is tried once, whichever way.
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
                : "the password was not tried: other hosts have refused it too often, and the account must not be locked "
                    + "out")
        return nil
    }

    /// Finds out what the host made of the password, and reports it.
    private func note(_ status: Int32) async throws(SSHError) {
        let report = options.password?.report ?? { _ in }
        if status == 0 { return report(.accepted) }
        refusals.append("the password was refused")
        // It is refused, too, where the host hangs up on the question whether it was.
        var verdict = SSHPassword.Verdict.refused
        defer { report(verdict) }
        if session.transport.farewell != nil { throw farewell }
        guard try await ask() else { return }
        verdict = .accepted
        isPartOfTheWay = true
        refusals[refusals.count - 1] = "the password was accepted, and the host wants another proof"
    }
}

// Wording.

extension Login {
    /// The host ended the session, as it does after `MaxAuthTries` failures.
    private var farewell: SSHError {
        let said = quoted(session.transport.farewell ?? [])
        let tried = refusals.isEmpty ? "" : " after this: \(refusals.joined(separator: "; "))"
        return SSHError(
            .auth, "the host ended the session with \(said)\(tried). Name the right key with --private-key")
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
