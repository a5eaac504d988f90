/// Finds the server's banner among the lines that may precede it (RFC 4253, section 4.2).
///
/// libssh2 1.10 fails on an empty line and reads lines without limit.
struct BannerReader {
    /// OpenSSH allows 1,024 lines of 8,192 bytes.
    private static let limit = 16 * 1024
    /// RFC 4253; libssh2 1.10 reads no more.
    private static let longestBanner = 255

    private var seen: [UInt8] = []
    private var lineStart = 0

    /// Returns the banner with all that follows, once it is complete.
    mutating func append(_ bytes: [UInt8]) throws(SSHError) -> [UInt8]? {
        var position = seen.count
        seen += bytes
        while position < seen.count {
            if seen[position] == UInt8(ascii: "\n") {
                let line = seen[lineStart...position]
                if line.starts(with: Array("SSH-".utf8)) {
                    try checkSpeaker(seen[..<lineStart])
                    try check(line)
                    return Array(seen[lineStart...])
                }
                lineStart = position + 1
            }
            position += 1
            if position >= Self.limit {
                throw SSHError(.noBanner, "the port speaks something other than SSH: \(quoted(seen))")
            }
        }
        return nil
    }

    var closedError: SSHError {
        guard !seen.isEmpty else {
            return SSHError(
                .noBanner, "the host accepts the connection and closes it without an SSH banner; look at its sshd log",
                wasDropped: true)
        }
        // Since OpenSSH 8.5.
        guard !seen.starts(with: Array("Exceeded MaxStartups".utf8)) else {
            return SSHError(
                .noBanner, "too many logins at the same time (MaxStartups in its sshd_config)",
                wasDropped: true)
        }
        let name = Array("SSH-".utf8)
        guard !seen.starts(with: name), !name.starts(with: seen) else {
            return SSHError(
                .noBanner, "the host closed the connection in the middle of its SSH banner: \(quoted(seen))",
                wasDropped: true)
        }
        return SSHError(.noBanner, "the host closed the connection without an SSH banner; it sent \(quoted(seen))")
    }

    /// A mail server echoes our banner as the tag of a command.
    private func checkSpeaker(_ before: ArraySlice<UInt8>) throws(SSHError) {
        let greetings = ["* OK", "* PREAUTH", "* BYE", "+OK", "-ERR", "220 ", "220-"]
        guard greetings.contains(where: { before.starts(with: $0.utf8) }) else { return }
        throw SSHError(.noBanner, "the port speaks something other than SSH: \(quoted(before))")
    }

    private func check(_ line: ArraySlice<UInt8>) throws(SSHError) {
        guard line.starts(with: Array("SSH-2.0-".utf8)) || line.starts(with: Array("SSH-1.99-".utf8)) else {
            throw SSHError(.handshake, "the host does not speak SSH version 2: \(quoted(line.dropLast()))")
        }
        guard line.count <= Self.longestBanner, !line.contains(0) else {
            throw SSHError(.handshake, "the host's banner breaks RFC 4253: \(quoted(line.dropLast()))")
        }
    }
}
