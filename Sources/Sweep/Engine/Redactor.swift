internal import Fleet

/// Takes a host's secrets out of whatever comes back from it, as one that logs passwords would send them home again.
struct Redactor: Sendable {
    /// Shorter ones are left: taking every `a` out of the evidence would tell which letter it is.
    static let shortestSecret = 4
    /// So many of its bytes are taken for a secret that was cut.
    static let shortestPrefix = 8
    /// Lines of this length may have been cut. The agent cuts some at 300 bytes and some at 400.
    static let longLine = 300
    private static let mask = Array("[redacted]".utf8)

    private let search: SecretSearch
    private var forms: [[UInt8]] { search.all }

    /// - Parameters:
    ///   - secrets: what must not stay, in none of its forms.
    ///   - accounts: the names that they may belong to.
    init(_ secrets: [Secret], accounts: [String]) {
        let long = secrets.filter { $0.bytes.count >= Self.shortestSecret }
        let forms = Set(long.flatMap { SecretForms($0.bytes, accounts: accounts).all })
        search = SecretSearch(forms.filter { $0.count >= Self.shortestSecret })
    }

    var isEmpty: Bool { search.isEmpty }

    /// The bytes without secrets. What is cut may end within one.
    func clean(_ bytes: [UInt8], isCut: Bool = false) -> [UInt8] {
        guard !isEmpty else { return bytes }
        let found = ranges(in: bytes.span, isCut: isCut)
        guard !found.isEmpty else { return bytes }
        var cleaned: [UInt8] = []
        var kept = 0
        for range in found where range.upperBound > kept {
            // What overlaps the one before is masked with it.
            if range.lowerBound >= kept { cleaned += bytes[kept..<range.lowerBound] + Self.mask }
            kept = range.upperBound
        }
        return cleaned + bytes[kept...]
    }

    func clean(_ text: String, isCut: Bool = false) -> String {
        isEmpty ? text : String(decoding: clean(Array(text.utf8), isCut: isCut), as: UTF8.self)
    }

    /// Whether they hold a secret.
    func isNamed(in bytes: [UInt8]) -> Bool { search.first(in: bytes.span) != nil }
}

extension Redactor {
    /// What is to be masked, by its place. Some may overlap.
    private func ranges(in bytes: borrowing Span<UInt8>, isCut: Bool) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var start = 0
        while let range = search.first(in: bytes, from: start) {
            found.append(range)
            start = range.upperBound
        }
        var line = 0
        for place in 0..<bytes.count where bytes[place] == UInt8(ascii: "\n") {
            if let split = split(at: place, in: bytes) { found.append(split) }
            if place - line >= Self.longLine, let cut = cut(before: place, in: bytes) { found.append(cut) }
            line = place + 1
        }
        if isCut, let cut = cut(before: bytes.count, in: bytes) ?? cut(before: end(of: bytes), in: bytes) {
            found.append(cut)
        }
        return found.sorted { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
    }

    /// A secret that is split by a line end, and perhaps by others, with or without blanks at the beginning of a line.
    private func split(at place: Int, in bytes: borrowing Span<UInt8>) -> Range<Int>? {
        let before = skip(from: place, by: -1, in: bytes)
        let behind = skip(from: place, by: 1, in: bytes)
        guard before >= 0, behind < bytes.count, search.hasBlock(bytes[before], bytes[behind]) else {
            return nil
        }
        for form in forms {
            for middle in 1..<form.count where form[middle - 1] == bytes[before] && form[middle] == bytes[behind] {
                if let first = match(form[..<middle], from: before, by: -1, in: bytes),
                    let last = match(form[middle...], from: behind, by: 1, in: bytes)
                {
                    return first..<last + 1
                }
            }
        }
        return nil
    }

    /// The place of the last byte of these that matches, going on from a place in one direction.
    private func match(_ form: ArraySlice<UInt8>, from start: Int, by step: Int, in bytes: borrowing Span<UInt8>)
        -> Int?
    {
        var place = start
        for index in step > 0 ? Array(form.indices) : form.indices.reversed() {
            if index != (step > 0 ? form.startIndex : form.endIndex - 1) {
                place += step
                if place >= 0, place < bytes.count, bytes[place] != form[index] {
                    place = skip(from: place, by: step, in: bytes)
                }
            }
            guard place >= 0, place < bytes.count, bytes[place] == form[index] else { return nil }
        }
        return place
    }

    /// Past line ends, and what indents a line.
    private func skip(from start: Int, by step: Int, in bytes: borrowing Span<UInt8>) -> Int {
        var place = start
        while place >= 0, place < bytes.count, Self.isBlank(bytes[place]) { place += step }
        return place
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }

    /// The beginning of a secret that stands at the end.
    private func cut(before end: Int, in bytes: borrowing Span<UInt8>) -> Range<Int>? {
        var longest = 0
        for form in forms where form.count > Self.shortestPrefix {
            var count = min(form.count - 1, end)
            while count >= Self.shortestPrefix, count > longest {
                if ends(bytes, at: end, with: form[..<count]) { longest = count }
                count -= 1
            }
        }
        return longest > 0 ? end - longest..<end : nil
    }

    private func ends(_ bytes: borrowing Span<UInt8>, at end: Int, with form: ArraySlice<UInt8>) -> Bool {
        for index in form.indices where bytes[end - form.count + index] != form[index] { return false }
        return true
    }

    /// Without line ends, and without what closes a quotation.
    private func end(of bytes: borrowing Span<UInt8>) -> Int {
        var end = bytes.count
        let closing = Array("\n\r \"'…”’".utf8)
        while end > 0, closing.contains(bytes[end - 1]) { end -= 1 }
        return end
    }
}
