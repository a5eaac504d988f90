/// Writes JSON (RFC 8259) for programs and for eyes: what fits on a line stays on one, the rest is a line an element.
///
/// Beyond what the RFC asks, everything that would act on a terminal or hide on it is escaped, so that looking at a
/// report is safe.
struct JSONWriter {
    private(set) var text = ""

    /// Columns up to which an object or an array stays on one line.
    private static let lineWidth = 120

    mutating func write(_ value: JSONValue, indent: Int = 0) {
        switch value {
        case .null: text += "null"
        case .string(let string): write(string)
        case .int(let number): text += String(number)
        // JSON has no infinity and no NaN.
        case .double(let number): text += number.isFinite ? "\(number)" : "null"
        case .array(let elements):
            write(elements.map { (nil, $0) }, "[", "]", of: value, indent)
        case .object(let members):
            write(members.map { ($0.key, $0.value) }, "{", "}", of: value, indent)
        }
    }

    private mutating func write(
        _ members: [(key: String?, value: JSONValue)], _ open: String, _ close: String, of whole: JSONValue,
        _ indent: Int
    ) {
        let fits = whole.exceeds(Self.lineWidth - indent) == false
        let inner = fits ? "" : "\n" + String(repeating: " ", count: indent + 2)
        let outer = fits ? "" : "\n" + String(repeating: " ", count: indent)
        text += open
        for (index, member) in members.enumerated() {
            if index > 0 { text += fits ? ", " : "," }
            text += inner
            if let key = member.key {
                write(key)
                text += ": "
            }
            write(member.value, indent: indent + 2)
        }
        text += outer + close
    }

    private mutating func write(_ string: String) {
        text += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\t": text += "\\t"
            default: write(scalar)
            }
        }
        text += "\""
    }

    private mutating func write(_ scalar: Unicode.Scalar) {
        if scalar.isPlain { return text.unicodeScalars.append(scalar) }
        // Beyond the first plane, JSON escapes by UTF-16's pairs of surrogates (RFC 8259, section 7).
        for unit in String(scalar).utf16 {
            let hex = String(unit, radix: 16)
            text += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
        }
    }
}

extension JSONValue {
    /// Whether it is longer than so many columns on one line; roughly, and without looking at more than needed.
    fileprivate func exceeds(_ columns: Int) -> Bool {
        var left = columns
        return !fits(&left)
    }

    private func fits(_ left: inout Int) -> Bool {
        switch self {
        case .null: left -= 4
        case .string(let string): left -= string.utf8.count + 2
        case .int(let number): left -= String(number).utf8.count
        case .double(let number): left -= "\(number)".utf8.count
        case .array(let elements):
            left -= 2
            for element in elements where left >= 0 {
                left -= 2
                guard element.fits(&left) else { return false }
            }
        case .object(let members):
            left -= 2
            for member in members where left >= 0 {
                left -= member.key.utf8.count + 6
                guard member.value.fits(&left) else { return false }
            }
        }
        return left >= 0
    }
}
