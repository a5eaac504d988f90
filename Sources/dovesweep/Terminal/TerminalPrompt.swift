internal import Glibc
internal import Reach
internal import Reports
internal import SSH
internal import Synchronization

/// Prompts on /dev/tty, one at a time, without echo by default.
enum TerminalPrompt {
    private static let turn = Mutex(())
    private static let asked = Atomic(false)

    /// Whether standard error and /dev/tty are a terminal.
    static var isThere: Bool {
        guard Terminal.isWatched else { return false }
        let terminal = unsafe open("/dev/tty", O_RDWR | O_CLOEXEC)
        if terminal >= 0 { close(terminal) }
        return terminal >= 0
    }

    /// nil without a terminal.
    static var prompter: (any Prompter)? { isThere ? TerminalPrompter() : nil }

    /// Nothing may overwrite a prompt.
    static var isAsked: Bool { asked.load(ordering: .relaxed) }

    /// nil without a terminal, or if the task is cancelled. Blocks.
    fileprivate static func answer(_ question: SSHQuestion, of host: String) -> [UInt8]? {
        let words = [question.instruction, question.prompt].filter { !$0.isEmpty }
        let text = [Printable.line(host), "asks, in its own words:"] + words
        return askInTurn(text.joined(separator: " ") + " ", echoes: question.echoes)
    }

    /// Uses the prompt of ssh.
    fileprivate static func password(of account: String) -> [UInt8]? {
        askInTurn("\(Printable.line(account))'s password: ", echoes: false)
    }

    private static func askInTurn(_ text: String, echoes: Bool) -> [UInt8]? {
        while !Task.isCancelled {
            let answer = turn.withLockIfAvailable { _ in ask(text, echoes: echoes) }
            if let answer { return answer }
            usleep(50_000)
        }
        return nil
    }

    /// nil without a terminal.
    static func ask(_ text: String, echoes: Bool = false) -> [UInt8]? {
        let terminal = unsafe open("/dev/tty", O_RDWR | O_CLOEXEC)
        guard terminal >= 0 else { return nil }
        defer { close(terminal) }
        var usual = termios()
        guard unsafe tcgetattr(terminal, &usual) == 0 else { return nil }
        var silent = usual
        if !echoes { silent.c_lflag &= ~tcflag_t(ECHO) }
        unsafe tcsetattr(terminal, TCSAFLUSH, &silent)
        asked.store(true, ordering: .relaxed)
        defer {
            asked.store(false, ordering: .relaxed)
            unsafe tcsetattr(terminal, TCSAFLUSH, &usual)
        }
        say("\r\u{1B}[K" + text, terminal)
        defer { if !echoes { say("\n", terminal) } }
        return line(from: terminal)
    }

    private static func say(_ text: String, _ terminal: Int32) {
        let bytes = Array(text.utf8)
        _ = unsafe write(terminal, bytes, bytes.count)
    }

    /// nil at the end of input, or if the task is cancelled.
    private static func line(from terminal: Int32) -> [UInt8]? {
        var bytes: [UInt8] = []
        var byte: UInt8 = 0
        while !Task.isCancelled {
            var wish = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
            guard unsafe poll(&wish, 1, 200) != 0 else { continue }
            guard unsafe read(terminal, &byte, 1) == 1 else { return nil }
            if byte == UInt8(ascii: "\n") { return bytes }
            bytes.append(byte)
        }
        return nil
    }
}

private struct TerminalPrompter: Prompter {
    func password(of account: String) -> [UInt8]? { TerminalPrompt.password(of: account) }

    func answer(_ question: SSHQuestion, of host: String) -> [UInt8]? { TerminalPrompt.answer(question, of: host) }
}
