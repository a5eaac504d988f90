/// A text as one word of a POSIX shell, byte by byte: in single quotes nothing is special but the single quote (POSIX
/// Shell Command Language, 2.2.2).
///
/// A grapheme can hold a quote and a letter together, so the text is never split into `Character`s.
package func shellWord(_ text: String) -> String {
    let bytes = text.utf8
    if !bytes.isEmpty, bytes.allSatisfy(isPlain) { return text }
    let quote = UInt8(ascii: "'")
    let escaped = bytes.flatMap { $0 == quote ? Array(#"'\''"#.utf8) : [$0] }
    return String(decoding: [quote] + escaped + [quote], as: UTF8.self)
}

/// Whether a shell takes a byte as it is, wherever it stands in a word.
private func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
    default: "/._-@+=:,%".utf8.contains(byte)
    }
}
