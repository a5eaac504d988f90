internal import TextFiles

/// An OpenSSH pattern: only `*` and `?` (one byte) are special.
struct SSHPattern: Sendable {
    private let bytes: [UInt8]

    init(_ text: some StringProtocol) {
        self.init(bytes: Array(text.utf8))
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    static func negatable(_ text: some StringProtocol) -> (isNegated: Bool, pattern: SSHPattern) {
        let isNegated = text.utf8.first == UInt8(ascii: "!")
        return (isNegated, SSHPattern(bytes: Array(text.utf8.dropFirst(isNegated ? 1 : 0))))
    }

    /// Backtracks to the last `*` only, so time is at most quadratic.
    func matches(_ text: some StringProtocol) -> Bool {
        let text = Array(text.utf8)
        var (part, place) = (0, 0)
        var retry: (part: Int, place: Int)?
        while place < text.count {
            if part < bytes.count, bytes[part] == UInt8(ascii: "*") {
                part += 1
                retry = (part, place)
            } else if part < bytes.count, bytes[part] == UInt8(ascii: "?") || bytes[part] == text[place] {
                part += 1
                place += 1
            } else if let last = retry {
                retry = (last.part, last.place + 1)
                (part, place) = (last.part, last.place + 1)
            } else {
                return false
            }
        }
        return bytes[part...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}

/// At least one pattern must match, and no negated one.
struct SSHPatternList: Sendable {
    private let parts: [(isNegated: Bool, pattern: SSHPattern)]

    init(_ text: String) {
        var list = text.parts(at: ",")
        if list.last?.isEmpty == true { list.removeLast() }
        parts = list.map { SSHPattern.negatable($0) }
    }

    func matches(_ text: String) -> Bool {
        let found = parts.filter { $0.pattern.matches(text) }
        return !found.isEmpty && !found.contains(where: \.isNegated)
    }
}
