/// Splits server output into lines, with limits against a hostile server.
struct LineBuffer {
    /// Real lines are shorter than 1 kB (RFC 9051: 8,192 octets for a command).
    static let longestLine = 8192
    /// A normal dialogue has 2 kB.
    static let mostBytes = 65_536

    struct Overflow: Error {}

    private var pending: [UInt8] = []
    private var total = 0
    private var isOverfull = false

    var rest: [UInt8] { pending }

    mutating func append(_ bytes: [UInt8]) {
        let accepted = bytes.prefix(Self.mostBytes - total)
        isOverfull = isOverfull || accepted.count < bytes.count
        total += accepted.count
        pending += accepted
    }

    /// Without CRLF or LF; nil until more bytes come.
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
