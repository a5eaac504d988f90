/// An operator's regular expression, matched against each line.
///
/// Matching may take time that grows with a power of the input's length. The host controls that, so input is limited.
struct Pattern {
    private let regex: Regex<AnyRegexOutput>
    private let text: String
    /// Lines per match.
    private let span: Int

    /// Bytes per line.
    static let longest = 512
    /// Lines of an output.
    static let most = 500
    /// The most lines per match.
    static let widest = 4

    init(_ text: String) throws(MissingFact) {
        self.text = text
        span = 1 + Pattern.lineEnds(in: text)
        do {
            regex = try Regex(text).anchorsMatchLineEndings()
        } catch {
            throw MissingFact("/\(text)/ is not a valid regular expression")
        }
    }

    var isTooWide: Bool { span > Self.widest }

    /// Throws without a match if the output was truncated.
    func isFound(in text: String) throws(MissingFact) -> Bool { try match(in: text) != nil }

    func firstGroup(in text: String) throws(MissingFact) -> String {
        guard let found = try match(in: text) else { throw MissingFact("the output has no such number") }
        return found
    }

    var hasGroup: Bool {
        var characters = Array(text)[...]
        while let first = characters.popFirst() {
            if first == "\\" { characters = characters.dropFirst() }
            guard first == "(" else { continue }
            if characters.first != "?" || characters.starts(with: "?<") || characters.starts(with: "?P<") {
                return true
            }
        }
        return false
    }

    /// A check that expects it could never fail.
    var findsAnything: Bool {
        ["", "a", "7", " ", "\u{1}", "Ω\n-"].allSatisfy { (try? isFound(in: $0)) == true }
    }
}

extension Pattern {
    private func match(in text: String) throws(MissingFact) -> String? {
        var lines = lines(of: text)
        let isCut = lines.count > Self.most || lines.contains { $0.utf8.count > Self.longest }
        lines = lines.prefix(Self.most).map { line in
            let whole = line.utf8.last == UInt8(ascii: "\r") ? line.dropLast() : line
            return cut(whole, to: Self.longest)
        }
        for place in lines.indices {
            let part = span == 1 ? lines[place] : window(lines[place...].prefix(span))
            guard let match = part.firstMatch(of: regex) else { continue }
            let output = match.output
            return String(output[output.count > 1 ? 1 : 0].substring ?? "")
        }
        if isCut {
            throw MissingFact(
                "/\(self.text)/ was looked for in \(Self.most) lines of \(Self.longest) bytes, and the output has more")
        }
        return nil
    }

    private func window(_ lines: ArraySlice<Substring>) -> Substring {
        cut(Substring(lines.joined(separator: "\n")), to: 2 * Self.longest)
    }

    /// `\\n`, `\\R` or literal line ends.
    private static func lineEnds(in text: String) -> Int {
        var (count, isEscaped) = (0, false)
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\n") || isEscaped && (byte == UInt8(ascii: "n") || byte == UInt8(ascii: "R")) {
                count += 1
            }
            isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
        }
        return count
    }
}
