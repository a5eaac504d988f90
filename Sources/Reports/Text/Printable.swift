/// The gate that text of hosts and inventories passes before a terminal sees it: what could act, hide or deceive
/// becomes visible.
///
/// A terminal obeys C0 and C1 controls (ECMA-48), reorders on bidi controls (CVE-2021-42574) and draws nothing for
/// zero-width characters. All of them, line ends included, become escapes such as `\x1b`. It is for reading, not for
/// parsing: a backslash stays single, so that commands can be copied.
package enum Printable {
    /// Longer text is cut here, in Unicode scalars: a summary is a sentence, and a host may print a megabyte.
    package static let usualLimit = 400

    /// More marks than this on one letter climb over the lines above; no language stacks so many.
    private static let marksOnALetter = 3

    /// One line that can be printed, however hostile the text.
    package static func line(_ raw: String, limit: Int = usualLimit) -> String {
        var line = ""
        var marks = marksOnALetter  // at the start there is no letter to bear one
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

    /// JSON that can be printed: only its strings can hold what would act, and there it is escaped as JSON escapes it.
    package static func json(_ raw: String) -> String {
        guard !raw.utf8.allSatisfy({ (0x20..<0x7f).contains($0) || $0 == UInt8(ascii: "\n") }) else { return raw }
        var text = String.UnicodeScalarView()
        for scalar in raw.unicodeScalars {
            if scalar.isPlain || scalar == "\n" {
                text.append(scalar)
            } else {
                // Beyond the first plane by UTF-16's pairs of surrogates (RFC 8259, section 7).
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
    /// Whether it draws itself and does nothing else: no control, nothing invisible, no space but the ordinary one.
    var isPlain: Bool {
        if isASCII { return (0x20..<0x7f).contains(value) }
        if properties.isDefaultIgnorableCodePoint { return false }
        switch properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned: return false
        case .lineSeparator, .paragraphSeparator, .spaceSeparator: return false
        default: return true
        }
    }

    /// Its number in hexadecimal, with at least so many digits.
    func hex(digits: Int) -> String {
        let hex = String(value, radix: 16)
        return String(repeating: "0", count: max(0, digits - hex.count)) + hex
    }
}
