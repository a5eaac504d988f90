internal import Fleet

/// The output of one probe as it is kept: its parts are marked by lines (`== NAME`, `== status NUMBER`) that stand where
/// the agent's frames stood.
///
/// What the host's programs print may look like such a line. A blank is set before it, so the kept text can be read
/// without the nonce.
struct ProbeOutput {
    private(set) var bytes: [UInt8] = []
    private(set) var isCut = false
    /// Two parts had one name, or a frame was none of the agent's.
    private(set) var isForged = false
    private let cap: Int
    private var names: Set<String> = []
    /// Where the content begins that came after the last mark.
    private var content = 0

    init(cap: Int) {
        self.cap = cap
    }

    var hasParts: Bool { !names.isEmpty }

    /// Adds what a program printed.
    mutating func append(_ printed: ArraySlice<UInt8>) {
        let room = max(0, cap - bytes.count)
        bytes.append(contentsOf: printed.prefix(room))
        if printed.count > room { isCut = true }
    }

    /// A part begins. The first of a name counts.
    mutating func begin(part name: String) {
        let isName = !name.isEmpty && name.utf8.allSatisfy(Self.isOfName)
        guard isName, names.insert(name).inserted else { return isForged = true }
        mark(name)
    }

    /// The part ends, with its command's exit status.
    mutating func end(status: String) {
        guard let status = number(status, in: exitStatuses) else { return isForged = true }
        mark("status \(status)")
    }

    /// Defuses the last content. Nothing may be added after it.
    mutating func finish() {
        if hasParts { defuse() }
    }

    private mutating func mark(_ words: String) {
        defuse()
        var line = Array("== \(words)\n".utf8)
        if let last = bytes.last, last != Self.feed { line.insert(Self.feed, at: 0) }
        guard bytes.count + line.count <= cap else { return isCut = true }
        bytes += line
        content = bytes.count
    }

    /// Sets a blank before each line of the last content that reads like a mark.
    private mutating func defuse() {
        var starts = bytes[content...].starts(with: Self.sign.dropFirst()) ? [content] : []
        var place = content
        while let found = Self.signs.first(in: bytes.span, from: place)?.lowerBound {
            starts.append(found + 1)
            place = found + 1
        }
        if !starts.isEmpty {
            var defused: [UInt8] = []
            for (start, next) in zip(starts, starts.dropFirst() + [bytes.count]) {
                defused += [UInt8(ascii: " ")] + bytes[start..<next]
            }
            bytes.replaceSubrange(starts[0]..., with: defused)
            // Blanks were added.
            if bytes.count > cap {
                bytes.removeSubrange(cap...)
                isCut = true
            }
        }
        content = bytes.count
    }

    private static let feed = UInt8(ascii: "\n")
    private static let sign = Array("\n== ".utf8)
    private static let signs = Needles([sign])

    private static func isOfName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
        default: false
        }
    }
}
