/// A text as one word of a shell, byte by byte: sh, bash, zsh, csh, tcsh and fish read it alike.
///
/// In single quotes nothing is special to a POSIX shell but the single quote (Shell Command Language, 2.2.2). csh acts on
/// `!` there too, and fish on a backslash, so these stand outside of the quotes behind a backslash. A grapheme can hold a
/// quote and a letter together, so the text is never split into `Character`s.
package func shellWord(_ text: String) -> String {
    let bytes = text.utf8
    // zsh replaces a word that begins with `=` by the path of a command.
    if let first = bytes.first, first != UInt8(ascii: "="), bytes.allSatisfy(isPlain) { return text }
    let quote = UInt8(ascii: "'")
    var word = [quote]
    for byte in bytes {
        switch byte {
        case quote, UInt8(ascii: "!"), UInt8(ascii: "\\"): word += [quote, UInt8(ascii: "\\"), byte, quote]
        default: word.append(byte)
        }
    }
    return String(decoding: word + [quote], as: UTF8.self)
}

/// Whether a shell takes a byte as it is, wherever it stands in a word but at its start.
private func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
    default: "/._-@+=:,%".utf8.contains(byte)
    }
}
