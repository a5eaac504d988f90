/// Quotes text from a host, which may be hostile: escapes all but printable ASCII, cuts at 200 bytes.
func quoted(_ bytes: some Sequence<UInt8>) -> String {
    var text = "“"
    for (count, byte) in bytes.enumerated() {
        guard count < 200 else { return text + "…”" }
        switch byte {
        case 0x20...0x7E: text.unicodeScalars.append(Unicode.Scalar(byte))
        default: text += "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
    }
    return text + "”"
}
