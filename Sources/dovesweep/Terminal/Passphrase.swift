internal import Glibc

/// Asks the person at the terminal for a passphrase, which is not shown.
enum Passphrase {
    /// What was typed; nil where there is no terminal.
    static func ask(for file: String) -> [UInt8]? {
        let terminal = unsafe open("/dev/tty", O_RDWR | O_CLOEXEC)
        guard terminal >= 0 else { return nil }
        defer { close(terminal) }
        var usual = termios()
        guard unsafe tcgetattr(terminal, &usual) == 0 else { return nil }
        var silent = usual
        silent.c_lflag &= ~tcflag_t(ECHO)
        unsafe tcsetattr(terminal, TCSAFLUSH, &silent)
        defer { unsafe tcsetattr(terminal, TCSAFLUSH, &usual) }
        say("Passphrase of \(file): ", terminal)
        defer { say("\n", terminal) }
        return line(from: terminal)
    }

    private static func say(_ text: String, _ terminal: Int32) {
        let bytes = Array(text.utf8)
        _ = unsafe write(terminal, bytes, bytes.count)
    }

    private static func line(from terminal: Int32) -> [UInt8]? {
        var bytes: [UInt8] = []
        var byte: UInt8 = 0
        while unsafe read(terminal, &byte, 1) == 1 {
            if byte == UInt8(ascii: "\n") { return bytes }
            bytes.append(byte)
        }
        return nil
    }
}
