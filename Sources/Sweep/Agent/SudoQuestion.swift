internal import Fleet

/// Sudo's question for a password: nothing but the password is sent before sudo is past it.
///
/// Sudo reads its answer from the standard input that the script comes by, and whether it asks is not known beforehand
/// (NOPASSWD, a login of a moment ago). So the shell behind it says that it is there, and the script waits for that sign:
/// a line of it sent earlier could be taken for a password, and a password sent unasked be run as a command.
struct SudoQuestion {
    let host: Host
    let password: GuardedSecret
    let clock: PhaseClock
    /// Not the agent's own, which is in no argument.
    let nonce: String

    /// The command for the login shell; single quotes around plain words are read alike by all, tcsh and fish too.
    var command: String {
        let asUser = host.become.map { $0.user == "root" ? "" : "-u \($0.user) " } ?? ""
        return "sudo -S -p dovesweep-\(nonce)%%: \(asUser)/bin/sh -c 'echo dovesweep-\(nonce); exec /bin/sh -s'"
    }

    /// As sudo prints it: `%%` is a `%` to it, so a shell that echoes its commands shows something else.
    private var prompt: [UInt8] { Array("dovesweep-\(nonce)%:".utf8) }
    private var sign: [UInt8] { Array("\ndovesweep-\(nonce)\n".utf8) }

    /// Waits for the sign, and answers the question where it comes.
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
                "not tried: other hosts have refused \(account)'s password for sudo too often, and the account must not be "
                    + "locked out")
        }
        try await shell.write(password.secret.bytes + [UInt8(ascii: "\n")])
    }
}

// What went wrong.

extension SudoQuestion {
    private var account: String { host.user ?? "the account" }

    /// Sudo asks three times by default. It is not answered twice: that would be another attempt at the same password.
    private func refused() -> HostFailure {
        password.permit.finish(.refused)
        return HostFailure(
            .sudo, "sudo refused the password of \(account): correct ansible_become_password, or --ask-become-pass")
    }

    private func ended(_ status: Int?, errors: [UInt8], noise: [UInt8], _ isAnswered: Bool) -> HostFailure {
        let text = String(decoding: errors, as: UTF8.self).replacing(String(decoding: prompt, as: UTF8.self), with: "")
        let failure = NoGreeting(
            host: host, status: status, errors: Array(text.utf8), noise: noise, knowsPassword: true
        ).failure
        guard isAnswered else { return failure }
        // Who is asked and then turned away for want of a rule has given the right password.
        if text.contains("sudoers") || text.contains("not allowed") {
            password.permit.finish(.accepted)
            return failure.outcome == .sudo ? failure : HostFailure(.sudo, "sudo refused \(account): \(failure.reason)")
        }
        return refused()
    }

    private var overflow: HostFailure {
        HostFailure(.shell, "its login shell printed more than \(FrameDecoder.noiseLimit >> 10) KiB before the agent")
    }

    /// Where a text begins that bytes complete as they are added. What came before is not searched again: a host may send
    /// one byte at a time.
    private func new(_ text: [UInt8], in all: inout [UInt8], adding bytes: [UInt8]) -> [Range<Int>] {
        let start = max(0, all.count - text.count + 1)
        all += bytes
        return all[start...].ranges(of: text)
    }
}
