/// Makes text from hosts and inventories safe to print.
///
/// Terminals obey C0 and C1 controls (ECMA-48), reorder at bidi controls (CVE-2021-42574) and hide zero-width
/// characters. All of these, line ends included, become escapes such as `\x1b`. A backslash stays single, so that
/// commands can be copied.
package enum Printable {
    /// In scalars; a host may print a megabyte.
    package static let usualLimit = 400

    /// More marks on a letter would cover the lines above; no language needs more.
    private static let marksOnALetter = 3

    /// One printable line.
    package static func line(_ raw: String, limit: Int = usualLimit) -> String {
        var line = ""
        var marks = marksOnALetter  // the first scalar has no letter to mark
        for scalar in raw.unicodeScalars.prefix(limit) {
            marks = scalar.cellWidth == 0 ? marks + 1 : 0
            if scalar.isPlain, marks <= marksOnALetter {
                line.unicodeScalars.append(scalar)
            } else {
                line += escape(scalar)
                marks = marksOnALetter
            }
        }
        let rest = raw.unicodeScalars.dropFirst(limit).count
        return rest == 0 ? line : line + "…[\(rest) more]"
    }

    /// Only strings of JSON hold unsafe scalars, which become JSON escapes.
    package static func json(_ raw: String) -> String {
        guard !raw.utf8.allSatisfy({ (0x20..<0x7f).contains($0) || $0 == UInt8(ascii: "\n") }) else { return raw }
        var text = String.UnicodeScalarView()
        for scalar in raw.unicodeScalars {
            if scalar.isPlain || scalar == "\n" {
                text.append(scalar)
            } else {
                // UTF-16 surrogate pairs (RFC 8259, section 7).
                for unit in String(scalar).utf16 { text += ("\\u" + hex(unit)).unicodeScalars }
            }
        }
        return String(text)
    }

    private static func hex(_ unit: UInt16) -> String {
        let hex = String(unit, radix: 16)
        return String(repeating: "0", count: 4 - hex.count) + hex
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\n": "\\n"
        case "\r": "\\r"
        case "\t": "\\t"
        default:
            scalar.value < 0x100 ? "\\x" + scalar.hex(digits: 2) : "\\u" + scalar.hex(digits: 4)
        }
    }
}

extension Unicode.Scalar {
    /// Visible, and without other effects; the only space is U+0020.
    var isPlain: Bool {
        if isASCII { return (0x20..<0x7f).contains(value) }
        if properties.isDefaultIgnorableCodePoint { return false }
        switch properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned: return false
        case .lineSeparator, .paragraphSeparator, .spaceSeparator: return false
        default: return true
        }
    }

    func hex(digits: Int) -> String {
        let hex = String(value, radix: 16)
        return String(repeating: "0", count: max(0, digits - hex.count)) + hex
    }
}
