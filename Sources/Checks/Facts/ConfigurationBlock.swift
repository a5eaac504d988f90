/// A section of `doveconf` output (2.3 or 2.4).
struct ConfigurationBlock: Sendable, Equatable {
    /// `service`; empty at top level.
    var kind = ""
    /// Only 2.4 labels a passdb.
    var label = ""
    var settings: [String: String] = [:]
    var blocks: [ConfigurationBlock] = []

    /// Real configurations nest four deep. The limit bounds stack use in copies and deallocation.
    private static let deepest = 32

    /// Skips comments and warnings.
    init(parsing text: Substring) {
        let bytes = text.utf8.span
        var open = [ConfigurationBlock()]
        var start = 0
        while start < bytes.count {
            let end = place(in: start..<bytes.count, of: bytes) { $0 == UInt8(ascii: "\n") } ?? bytes.count
            let line = Line(start..<end, of: bytes)
            start = end + 1
            switch line {
            case .closing:
                guard open.count > 1 else { continue }
                let closed = open.removeLast()
                open[open.count - 1].blocks.append(closed)
            case .heading(let kind, let label) where open.count <= Self.deepest:
                open.append(ConfigurationBlock(kind: kind, label: label))
            case .setting(let name, let value): open[open.count - 1].settings[name] = value
            case .heading, .other: continue
            }
        }
        while open.count > 1 {
            let unclosed = open.removeLast()
            open[open.count - 1].blocks.append(unclosed)
        }
        self = open[0]
    }

    private init(kind: String = "", label: String = "") {
        (self.kind, self.label) = (kind, label)
    }

    func blocks(_ kind: String, _ label: String? = nil) -> [ConfigurationBlock] {
        blocks.filter { $0.kind == kind && (label == nil || $0.label == label) }
    }
}

private enum Line {
    case heading(kind: String, label: String)
    case closing
    case setting(name: String, value: String)
    case other

    init(_ line: Range<Int>, of bytes: borrowing Span<UInt8>) {
        let all = trimmed(line, of: bytes)
        guard let first = all.first, let last = all.last, bytes[first] != UInt8(ascii: "#") else {
            self = .other
            return
        }
        if bytes[last] == UInt8(ascii: "}"), first == last {
            self = .closing
        } else if bytes[last] == UInt8(ascii: "{") {
            let heading = trimmed(first..<last, of: bytes)
            let end = place(in: heading, of: bytes, where: isBlank) ?? heading.upperBound
            self = .heading(
                kind: text(heading.lowerBound..<end, of: bytes),
                label: unquoted(trimmed(end..<heading.upperBound, of: bytes), of: bytes))
        } else if let equals = place(in: all, of: bytes, where: { $0 == UInt8(ascii: "=") }),
            case let name = trimmed(first..<equals, of: bytes), !name.isEmpty,
            place(in: name, of: bytes, where: isBlank) == nil
        {
            let value = trimmed(equals + 1..<all.upperBound, of: bytes)
            self = .setting(name: text(name, of: bytes), value: unquoted(value, of: bytes))
        } else {
            self = .other
        }
    }
}

private func unquoted(_ range: Range<Int>, of bytes: borrowing Span<UInt8>) -> String {
    let quote = UInt8(ascii: "\"")
    guard range.count >= 2, bytes[range.lowerBound] == quote, bytes[range.upperBound - 1] == quote else {
        return text(range, of: bytes)
    }
    let inner = range.lowerBound + 1..<range.upperBound - 1
    let written = text(inner, of: bytes)
    if place(in: inner, of: bytes, where: { $0 == UInt8(ascii: "\\") }) == nil { return written }
    var result = ""
    var isEscaped = false
    for character in written {
        if character == "\\", !isEscaped {
            isEscaped = true
        } else {
            result.append(character)
            isEscaped = false
        }
    }
    return result
}
