/// Quotes a text as one word for sh, bash, zsh, csh, tcsh and fish.
///
/// In single quotes only the single quote is special to POSIX shells (Shell Command Language, 2.2.2). csh also acts on
/// `!`, and fish on a backslash. A `Character` can hold a quote and a letter, hence bytes.
package func shellWord(_ text: String) -> String {
    let bytes = text.utf8
    // zsh replaces a word that begins with `=` by a command's path.
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

private func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
    default: "/._-@+=:,%".utf8.contains(byte)
    }
}
