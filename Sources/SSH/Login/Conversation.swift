internal import CLibSSH2
internal import Glibc

/// Answers keyboard-interactive prompts (RFC 4256) with the password or through the asker.
///
/// libssh2's callback cannot fail. It sets `failure`, and the caller discards what libssh2 has written.
final class Conversation {
    private let user: String
    private let password: [UInt8]?
    private let asker: SSHAsker?
    private let forwardsPasswordPrompts: Bool
    /// Called before the wait for the user, which may exceed the login's deadline.
    private let onQuestion: () -> Void
    private(set) var passwordWasGiven = false
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

    /// libssh2 frees it with `free`.
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
                "the host asks \(quoted(text)), perhaps for a password, so the question is not shown: give the "
                    + "password with "
                    + "ansible_password or --ask-pass, or allow such questions (--host-questions all)")
            return []
        }
        let question = SSHQuestion(
            instruction: instruction.isEmpty ? "" : quoted(instruction), prompt: quoted(text), echoes: echoes)
        if asker != nil { onQuestion() }
        if let answer = asker?(question) { return answer }
        failure = SSHError(
            .auth,
            "the host asks \(quoted(text)), but got no answer: run the sweep at a terminal, or let the account log in "
                + "with only a key")
        return []
    }
}

/// The protocol does not say what a prompt asks for, so its text decides.
struct Prompt {
    private let words: String
    private let echoes: Bool

    init(text: [UInt8], echoes: Bool) {
        words = String(decoding: text, as: UTF8.self).lowercased()
        self.echoes = echoes
    }

    /// PAM asks for passwords in many languages, always without echo; for codes too.
    var wantsPassword: Bool {
        !echoes && !wantsNewPassword && !Self.signsOfCodes.contains(where: words.contains)
    }

    var wantsNewPassword: Bool { ["new password", "current password", "retype"].contains(where: words.contains) }

    private static let signsOfCodes = [
        "code", "one-time", "one time", "otp", "token", "pin", "verification", "factor", "challenge", "yubikey",
    ]
}
