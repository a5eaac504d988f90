internal import Fleet

/// The stored output of one probe, with mark lines (`== NAME`, `== status NUMBER`) for the agent's frames. Other lines
/// that look like marks get a leading blank, so it can be parsed without the nonce.
struct CappedOutput {
    private(set) var bytes: [UInt8] = []
    private(set) var isCut = false
    /// A part name came twice, or a frame was invalid.
    private(set) var isForged = false
    private let cap: Int
    private var names: Set<String> = []
    private var content = 0

    init(cap: Int) {
        self.cap = cap
    }

    var hasParts: Bool { !names.isEmpty }

    mutating func append(_ printed: ArraySlice<UInt8>) {
        let room = max(0, cap - bytes.count)
        bytes.append(contentsOf: printed.prefix(room))
        if printed.count > room { isCut = true }
    }

    mutating func begin(part name: String) {
        let isName = !name.isEmpty && name.utf8.allSatisfy(Self.isOfName)
        guard isName, names.insert(name).inserted else { return isForged = true }
        mark(name)
    }

    mutating func end(status: String) {
        guard let status = number(status, in: exitStatuses) else { return isForged = true }
        mark("status \(status)")
    }

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

    /// Sets a blank before lines that look like marks.
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
            if bytes.count > cap {
                bytes.removeSubrange(cap...)
                isCut = true
            }
        }
        content = bytes.count
    }

    private static let feed = UInt8(ascii: "\n")
    private static let sign = Array("\n== ".utf8)
    private static let signs = ByteSearcher([sign])

    private static func isOfName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
        default: false
        }
    }
}
