internal import CLibSSH2
internal import Glibc

/// Answers what a host asks by keyboard-interactive (RFC 4256): with the password where it asks for one, else through the
/// asker.
///
/// libssh2's callback has to answer at once and cannot fail. Where there is no answer the failure is kept here, and the
/// caller sends nothing of what libssh2 has written.
final class Conversation {
    private let user: String
    private let password: [UInt8]?
    private let asker: SSHAsker?
    /// Whether a person is asked for what may be a password, too: the words are the host's.
    private let forwardsPasswordPrompts: Bool
    /// Called before a person is asked, who takes longer than a host may.
    private let onQuestion: () -> Void
    private(set) var passwordWasGiven = false
    /// Why a question has no answer.
    private(set) var failure: SSHError?

    init(
        user: String, password: [UInt8]?, asker: SSHAsker?, forwardsPasswordPrompts: Bool = true,
        onQuestion: @escaping () -> Void
    ) {
        self.user = user
        self.forwardsPasswordPrompts = forwardsPasswordPrompts
        self.password = password
        self.asker = asker
        self.onQuestion = onQuestion
    }

    /// libssh2's callback; it finds the conversation by the session's transport.
    static let callback:
        @convention(c) (
            UnsafePointer<CChar>?, Int32, UnsafePointer<CChar>?, Int32, Int32,
            UnsafePointer<LIBSSH2_USERAUTH_KBDINT_PROMPT>?, UnsafeMutablePointer<LIBSSH2_USERAUTH_KBDINT_RESPONSE>?,
            UnsafeMutablePointer<UnsafeMutableRawPointer?>?
        ) -> Void = { _, _, instruction, length, count, prompts, responses, abstract in
            guard let conversation = transport(abstract)?.conversation, let prompts, let responses else { return }
            let instruction = UnsafeRawBufferPointer(start: instruction, count: Int(length))
            for place in 0..<Int(count) {
                let prompt = prompts[place]
                let text = UnsafeRawBufferPointer(start: prompt.text, count: Int(prompt.length))
                let answer = conversation.answer(
                    Array(text), echoes: prompt.echo != 0, instruction: Array(instruction))
                responses[place] = response(answer)
            }
        }

    /// libssh2 frees it with its allocator, which is malloc's as none was given to it.
    private static func response(_ answer: [UInt8]) -> LIBSSH2_USERAUTH_KBDINT_RESPONSE {
        var response = LIBSSH2_USERAUTH_KBDINT_RESPONSE()
        guard let copy = malloc(max(1, answer.count)) else { return response }
        copy.copyMemory(from: answer, byteCount: answer.count)
        response.text = copy.assumingMemoryBound(to: CChar.self)
        response.length = UInt32(answer.count)
        return response
    }

    private func answer(_ text: [UInt8], echoes: Bool, instruction: [UInt8]) -> [UInt8] {
        guard failure == nil else { return [] }
        let prompt = Prompt(text: text, echoes: echoes)
        if let password, !passwordWasGiven, prompt.wantsPassword {
            passwordWasGiven = true
            return password
        }
        if prompt.wantsNewPassword {
            failure = SSHError(
                .auth,
                "the password of \(user) has expired: log in by hand and change it (the host asks \(quoted(text)))")
            return []
        }
        if prompt.wantsPassword, !forwardsPasswordPrompts {
            failure = SSHError(
                .auth,
                "the host asks \(quoted(text)), which may be for a password and is not passed on: give the password by "
                    + "ansible_password or --ask-pass, or have such questions asked (--host-questions all)")
            return []
        }
        let question = SSHQuestion(
            instruction: instruction.isEmpty ? "" : quoted(instruction), prompt: quoted(text), echoes: echoes)
        if asker != nil { onQuestion() }
        if let answer = asker?(question) { return answer }
        failure = SSHError(
            .auth,
            "the host asks \(quoted(text)), and nobody answered: run the sweep at a terminal, or give the account a way "
                + "in by key alone")
        return []
    }
}

/// A question, and what it asks for as far as its words tell: the protocol does not.
struct Prompt {
    private let words: String
    private let echoes: Bool

    init(text: [UInt8], echoes: Bool) {
        words = String(decoding: text, as: UTF8.self).lowercased()
        self.echoes = echoes
    }

    /// PAM asks for a password in many languages, but always without echo; so it asks for codes too.
    var wantsPassword: Bool {
        !echoes && !wantsNewPassword && !Self.signsOfCodes.contains(where: words.contains)
    }

    var wantsNewPassword: Bool { ["new password", "current password", "retype"].contains(where: words.contains) }

    private static let signsOfCodes = [
        "code", "one-time", "one time", "otp", "token", "pin", "verification", "factor", "challenge", "yubikey",
    ]
}
