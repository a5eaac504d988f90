import Fleet

/// The output of one probe by command, split at the agent's marks.
struct ProbeOutput: Sendable {
    private(set) var parts: [String: Part] = [:]

    /// Drops a part without a status: it was cut off.
    init(_ output: [UInt8]) {
        let text = Substring(String(fromHost: output))
        var name: String?
        var start = text.startIndex
        for mark in marks(in: text) {
            switch mark.kind {
            case .status(let status):
                if let name { parts[name] = Part(said: text[start..<mark.start], status: status) }
                name = nil
            case .name(let begun): (name, start) = (begun, mark.end)
            }
        }
    }

    /// One command's output (stdout and stderr) and exit status.
    struct Part: Sendable, Equatable {
        /// Without surrounding line feeds.
        let said: Substring
        let status: Int

        fileprivate init(said: Substring, status: Int) {
            let feed = UInt8(ascii: "\n")
            var bytes = said.utf8
            if bytes.first == feed { bytes.removeFirst() }
            // The agent adds a feed to the last line's own.
            for _ in 0..<3 where bytes.last == feed { bytes.removeLast() }
            self.said = Substring(bytes)
            self.status = status
        }

        var lines: [Substring] { said.isEmpty ? [] : Checks.lines(of: said) }
        func lines(holding text: String) -> [Substring] {
            said.contains(text) ? lines.filter { $0.contains(text) } : []
        }
        var text: String { String(said) }
        var firstLine: String {
            let start = said.utf8.drop { $0 == UInt8(ascii: "\n") }
            return String(Substring(start.prefix { $0 != UInt8(ascii: "\n") }))
        }
        /// The first error line, else the first line.
        var complaint: String {
            let line = lines.first { line in ["Fatal", "rror", "annot", "failed"].contains { line.contains($0) } }
            return line.map(String.init) ?? firstLine
        }
        var isMissing: Bool { status == 127 }
        var isDenied: Bool { said.contains("Permission denied") || said.contains("Operation not permitted") }
    }
}

/// `== NAME` or `== status NUMBER`.
private struct Mark {
    let kind: Kind
    let start: Substring.Index
    let end: Substring.Index

    enum Kind {
        case name(String)
        case status(Int)

        init(_ words: String) {
            let status =
                words.begins(with: "status ") ? number(Substring(words.utf8.dropFirst(7)), in: exitStatuses) : nil
            self = status.map(Kind.status) ?? .name(words)
        }
    }
}

/// A hot path: all output passes here.
private func marks(in text: Substring) -> [Mark] {
    let bytes = text.utf8.span
    var marks: [Mark] = []
    var (known, index) = (0, text.startIndex)
    var next = bytes.starts(with: sign) ? 0 : beginning.first(in: bytes)?.lowerBound.advanced(by: 1)
    while let start = next {
        let end = place(in: start..<bytes.count, of: bytes) { $0 == UInt8(ascii: "\n") } ?? bytes.count
        let first = text.utf8.index(index, offsetBy: start - known)
        (known, index) = (end, text.utf8.index(first, offsetBy: end - start))
        let words = Checks.text(start + sign.count..<end, of: bytes)
        marks.append(Mark(kind: Mark.Kind(words), start: first, end: index))
        next = beginning.first(in: bytes, from: end)?.lowerBound.advanced(by: 1)
    }
    return marks
}

private let sign = Array("== ".utf8)
private let beginning = ByteSearcher([Array("\n".utf8) + sign])
