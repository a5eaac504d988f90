internal import Fleet

/// Masks a host's secrets in its output: a host that logs passwords would send them back.
struct Redactor: Sendable {
    /// Masking shorter ones, such as every `a`, would reveal them.
    static let shortestSecret = 4
    /// The shortest masked prefix of a secret that may be cut.
    static let shortestPrefix = 8
    /// The agent cuts some lines at 300 bytes and some at 400.
    static let longLine = 300
    /// Blanks within a secret that is split by line ends. A host may send any number of them.
    static let longestGap = 100
    /// Comparisons around line ends, for one text: far more than an honest one takes.
    static let mostSteps = 20_000_000
    private static let mask = Array("[redacted]".utf8)

    private let search: SecretSearch
    private var forms: [[UInt8]] { search.all }

    init(_ secrets: [Secret], accounts: [String]) {
        let long = secrets.filter { $0.bytes.count >= Self.shortestSecret }
        let forms = Set(long.flatMap { SecretForms($0.bytes, accounts: accounts).all })
        search = SecretSearch(forms.filter { $0.count >= Self.shortestSecret })
    }

    var isEmpty: Bool { search.isEmpty }

    /// `isCut` bytes may end within a secret.
    func clean(_ bytes: [UInt8], isCut: Bool = false) -> [UInt8] {
        guard !isEmpty else { return bytes }
        let found = ranges(in: bytes.span, isCut: isCut)
        guard !found.isEmpty else { return bytes }
        var cleaned: [UInt8] = []
        var kept = 0
        for range in found where range.upperBound > kept {
            // An overlapping range extends the mask before it.
            if range.lowerBound >= kept { cleaned += bytes[kept..<range.lowerBound] + Self.mask }
            kept = range.upperBound
        }
        return cleaned + bytes[kept...]
    }

    func clean(_ text: String, isCut: Bool = false) -> String {
        isEmpty ? text : String(decoding: clean(Array(text.utf8), isCut: isCut), as: UTF8.self)
    }

    func isNamed(in bytes: [UInt8]) -> Bool { search.first(in: bytes.span) != nil }
}

extension Redactor {
    private func ranges(in bytes: borrowing Span<UInt8>, isCut: Bool) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var start = 0
        while let range = search.first(in: bytes, from: start) {
            found.append(range)
            start = range.upperBound
        }
        var line = 0
        var gap = 0
        var steps = Self.mostSteps
        for place in 0..<bytes.count where bytes[place] == UInt8(ascii: "\n") {
            // Once a gap, however many line ends it has.
            if place >= gap {
                gap = skip(from: place, by: 1, in: bytes)
                if let split = split(at: place, in: bytes, &steps) { found.append(split) }
                // A text that is made to be costly is masked from there.
                if steps < 0 {
                    found.append(place..<bytes.count)
                    break
                }
            }
            if place - line >= Self.longLine, let cut = cut(before: place, in: bytes) { found.append(cut) }
            line = place + 1
        }
        if isCut, let cut = cut(before: bytes.count, in: bytes) ?? cut(before: end(of: bytes), in: bytes) {
            found.append(cut)
        }
        return found.sorted { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
    }

    /// A secret split by line ends, with or without indentation.
    private func split(at place: Int, in bytes: borrowing Span<UInt8>, _ steps: inout Int) -> Range<Int>? {
        let before = skip(from: place, by: -1, in: bytes)
        let behind = skip(from: place, by: 1, in: bytes)
        guard before >= 0, behind < bytes.count, search.hasBlock(bytes[before], bytes[behind]) else {
            return nil
        }
        for form in forms {
            steps -= form.count
            for middle in 1..<form.count where form[middle - 1] == bytes[before] && form[middle] == bytes[behind] {
                if let first = match(form[..<middle], from: before, by: -1, in: bytes, &steps),
                    let last = match(form[middle...], from: behind, by: 1, in: bytes, &steps)
                {
                    return first..<last + 1
                }
            }
        }
        return nil
    }

    /// Returns the place of the last matched byte. Line ends may interrupt the form.
    private func match(
        _ form: ArraySlice<UInt8>, from start: Int, by step: Int, in bytes: borrowing Span<UInt8>, _ steps: inout Int
    ) -> Int? {
        var place = start
        var index = step > 0 ? form.startIndex : form.endIndex - 1
        while form.indices.contains(index) {
            steps -= 1
            if index != (step > 0 ? form.startIndex : form.endIndex - 1) {
                place += step
                if place >= 0, place < bytes.count, bytes[place] != form[index] {
                    let start = place
                    place = skip(from: place, by: step, in: bytes)
                    steps -= abs(place - start)
                }
            }
            guard place >= 0, place < bytes.count, bytes[place] == form[index] else { return nil }
            index += step
        }
        return place
    }

    private func skip(from start: Int, by step: Int, in bytes: borrowing Span<UInt8>) -> Int {
        var place = start
        var left = Self.longestGap
        while place >= 0, place < bytes.count, left > 0, Self.isBlank(bytes[place]) {
            (place, left) = (place + step, left - 1)
        }
        return place
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }

    /// A prefix of a secret just before `end`.
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

    private func end(of bytes: borrowing Span<UInt8>) -> Int {
        var end = bytes.count
        let closing = Array("\n\r \"'…”’".utf8)
        while end > 0, closing.contains(bytes[end - 1]) { end -= 1 }
        return end
    }
}
