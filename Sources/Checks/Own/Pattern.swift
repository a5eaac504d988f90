/// A regular expression of an operator's, which is looked for in each line by itself.
///
/// A regular expression may take time that grows with a power of the length of what it is held against, which the host
/// chooses. So lines are held against it as far as `longest`, and no more than `most` of them.
struct Pattern {
    private let regex: Regex<AnyRegexOutput>
    private let text: String
    /// How many lines it is held against at a time: more than one where it names a line end itself.
    private let span: Int

    /// Bytes of a line.
    static let longest = 512
    /// Lines of an output.
    static let most = 500
    /// Lines that one match may go over.
    static let widest = 4

    init(_ text: String) throws(Unjudgeable) {
        self.text = text
        span = 1 + Pattern.lineEnds(in: text)
        do {
            regex = try Regex(text).anchorsMatchLineEndings()
        } catch {
            throw Unjudgeable("/\(text)/ is no regular expression")
        }
    }

    /// Whether it goes over more lines than a match may.
    var isTooWide: Bool { span > Self.widest }

    /// Throws where it was not found in what was looked at, and that was not all.
    func isFound(in text: String) throws(Unjudgeable) -> Bool { try match(in: text) != nil }

    /// What the first group has found, or the whole match where there is no group.
    func firstGroup(in text: String) throws(Unjudgeable) -> String {
        guard let found = try match(in: text) else { throw Unjudgeable("the output holds no such number") }
        return found
    }

    /// Whether it has a group to take a number from: a parenthesis that is not escaped, and groups not only for its sake.
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

    /// Whether it finds something in whatever is printed: a check that expects it could never fail.
    var findsAnything: Bool {
        ["", "a", "7", " ", "\u{1}", "Ω\n-"].allSatisfy { (try? isFound(in: $0)) == true }
    }
}

extension Pattern {
    /// What the first match holds.
    private func match(in text: String) throws(Unjudgeable) -> String? {
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
            throw Unjudgeable(
                "/\(self.text)/ was looked for in \(Self.most) lines of \(Self.longest) bytes, and the output has more")
        }
        return nil
    }

    private func window(_ lines: ArraySlice<Substring>) -> Substring {
        cut(Substring(lines.joined(separator: "\n")), to: 2 * Self.longest)
    }

    /// How many line ends a pattern names: `\\n`, `\\R`, or one that it holds.
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
