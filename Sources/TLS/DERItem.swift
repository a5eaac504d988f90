/// A DER element (X.690) and the bytes after it.
struct DERItem {
    static let bitString: UInt8 = 0x03
    static let sequence: UInt8 = 0x30

    let tag: UInt8
    let content: ArraySlice<UInt8>
    let rest: ArraySlice<UInt8>

    /// Nil for truncated bytes or a length of more than three bytes.
    init?(_ bytes: ArraySlice<UInt8>) {
        var rest = bytes
        guard let tag = rest.popFirst(), var length = rest.popFirst().map({ Int($0) }) else { return nil }
        if length >= 0x80 {
            let size = length - 0x80
            guard (1...3).contains(size), rest.count >= size else { return nil }
            length = rest.prefix(size).reduce(0) { $0 << 8 | Int($1) }
            rest = rest.dropFirst(size)
        }
        guard rest.count >= length else { return nil }
        self.tag = tag
        content = rest.prefix(length)
        self.rest = rest.dropFirst(length)
    }
}
