/// Cuts what a mail server sends into lines, within bounds that a hostile server cannot make us exceed.
struct LineBuffer {
    /// Real lines stay below a kilobyte (RFC 9051 wants room for 8,192 octets in a command).
    static let longestLine = 8192
    /// A whole dialogue of ours is two kilobytes.
    static let mostBytes = 65_536

    /// A line, or all of them, exceeded the bounds.
    struct Overflow: Error {}

    private var pending: [UInt8] = []
    private var total = 0
    private var isOverfull = false

    /// What has come of a line that is not complete.
    var rest: [UInt8] { pending }

    mutating func append(_ bytes: [UInt8]) {
        let accepted = bytes.prefix(Self.mostBytes - total)
        isOverfull = isOverfull || accepted.count < bytes.count
        total += accepted.count
        pending += accepted
    }

    /// The next complete line without its end (CRLF, or LF alone), or nil until more has come.
    mutating func nextLine() throws(Overflow) -> [UInt8]? {
        let end = pending.firstIndex(of: UInt8(ascii: "\n"))
        guard end ?? pending.count <= Self.longestLine else { throw Overflow() }
        guard let end else {
            if isOverfull { throw Overflow() }
            return nil
        }
        let line = pending[..<end]
        pending.removeFirst(end + 1)
        return Array(line.last == UInt8(ascii: "\r") ? line.dropLast() : line)
    }
}
