internal import Fleet

/// Answers sudo's password prompt.
///
/// Sudo reads the password from the script's input, but may not ask (NOPASSWD, cached credentials). So the shell prints
/// a sign before the script is sent. Otherwise sudo could take a script line for the password, or the shell could run
/// the password.
struct SudoPrompt {
    let host: Host
    let password: GuardedSecret
    let clock: PhaseClock
    /// Not the agent's nonce, which must not be an argument.
    let nonce: String

    /// tcsh and fish also parse single quotes around plain words alike.
    var command: String {
        let asUser = host.become.map { $0.user == "root" ? "" : "-u \($0.user) " } ?? ""
        return "sudo -S -p dovesweep-\(nonce)%%: \(asUser)/bin/sh -c 'echo dovesweep-\(nonce); exec /bin/sh -s'"
    }

    /// Sudo turns `%%` into `%`, so an echoed command does not match.
    private var prompt: [UInt8] { Array("dovesweep-\(nonce)%:".utf8) }
    private var sign: [UInt8] { Array("\ndovesweep-\(nonce)\n".utf8) }

    func pass(_ shell: any Shell) async throws(HostFailure) {
        var output = [UInt8(ascii: "\n")]
        var errors: [UInt8] = []
        var (asked, isAnswered) = (0, false)
        while true {
            switch try await shell.read() {
            case .output(let bytes):
                if !new(sign, in: &output, adding: bytes).isEmpty { return arrived(isAnswered) }
            case .errors(let bytes):
                asked += new(prompt, in: &errors, adding: bytes).count
                if asked > (isAnswered ? 1 : 0) {
                    if isAnswered { throw refused() }
                    try await answer(shell)
                    isAnswered = true
                }
            case .end(let status):
                throw ended(status, errors: errors, noise: output, isAnswered)
            }
            if output.count + errors.count > FrameDecoder.noiseLimit { throw overflow }
        }
    }

    private func arrived(_ isAnswered: Bool) {
        if isAnswered { password.permit.finish(.accepted) }
    }

    private func answer(_ shell: any Shell) async throws(HostFailure) {
        clock.enter(.waiting)
        let mayBeTried = await password.permit.begin()
        clock.enter(.starting)
        guard !Task.isCancelled else { throw HostFailure(.interrupted, "the run ended before the host was done") }
        guard mayBeTried else {
            throw HostFailure(
                .sudo,
                "not tried: --max-refusals hosts have refused the sudo password of \(account), and more tries could "
                    + "lock "
                    + "the account")
        }
        try await shell.write(password.secret.bytes + [UInt8(ascii: "\n")])
    }
}

// MARK: Failures

extension SudoPrompt {
    private var account: String { host.user ?? "the account" }

    /// Sudo asks three times by default. A second answer would be another failed attempt.
    private func refused() -> HostFailure {
        password.permit.finish(.refused)
        return HostFailure(
            .sudo, "sudo refused the password of \(account): correct ansible_become_password, or --ask-become-pass")
    }

    private func ended(_ status: Int?, errors: [UInt8], noise: [UInt8], _ isAnswered: Bool) -> HostFailure {
        let text = String(decoding: errors, as: UTF8.self).replacing(String(decoding: prompt, as: UTF8.self), with: "")
        let failure = AgentStartFailure(
            host: host, status: status, errors: Array(text.utf8), noise: noise, knowsPassword: true
        ).failure
        guard isAnswered else { return failure }
        // The password was right, but no rule allows the command.
        if text.contains("sudoers") || text.contains("not allowed") {
            password.permit.finish(.accepted)
            return failure.outcome == .sudo ? failure : HostFailure(.sudo, "sudo refused \(account): \(failure.reason)")
        }
        return refused()
    }

    private var overflow: HostFailure {
        HostFailure(.shell, "its login shell printed more than \(FrameDecoder.noiseLimit >> 10) KiB before the agent")
    }

    /// The matches that added bytes complete. Earlier bytes are not searched again: a host may send one byte at a time.
    private func new(_ text: [UInt8], in all: inout [UInt8], adding bytes: [UInt8]) -> [Range<Int>] {
        let start = max(0, all.count - text.count + 1)
        all += bytes
        return all[start...].ranges(of: text)
    }
}
