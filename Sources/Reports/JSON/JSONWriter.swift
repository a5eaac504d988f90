internal import Assessment

/// Writes JSON (RFC 8259): what fits stays on one line, else each element has a line.
///
/// Escapes everything that acts on a terminal or is invisible there.
struct JSONWriter {
    private(set) var bytes: [UInt8] = []

    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// In columns; nil never breaks.
    private let lineWidth: Int?

    static let lineWidth = 120

    /// Writes `<` as `\u003c`, so that no value closes the `<script>` element.
    private let isInHTML: Bool

    init(lineWidth: Int? = Self.lineWidth, isInHTML: Bool = false) {
        self.lineWidth = lineWidth
        self.isInHTML = isInHTML
    }

    /// `isInLine`: the enclosing value fits on one line.
    mutating func write(_ value: JSONValue, indent: Int = 0, isInLine: Bool = false) {
        switch value {
        case .null: add("null")
        case .string(let string): write(string)
        case .int(let number): add(String(number))
        case .bool(let flag): add(flag ? "true" : "false")
        // JSON has no infinity and no NaN.
        case .double(let number): add(number.isFinite ? "\(number)" : "null")
        case .array, .object, .elements: writeMembers(of: value, indent, isInLine: isInLine || fits(value, indent))
        }
    }

    private mutating func writeMembers(of whole: JSONValue, _ indent: Int, isInLine: Bool) {
        switch whole {
        case .array(let elements):
            write("[", "]", elements.count, indent, isInLine: isInLine) {
                $0.write(elements[$1], indent: $2, isInLine: isInLine)
            }
        case .object(let members):
            write("{", "}", members.count, indent, isInLine: isInLine) { writer, place, indent in
                writer.write(members[place].key)
                writer.add(": ")
                writer.write(members[place].value, indent: indent, isInLine: isInLine)
            }
        case .elements(let count, let element):
            write("[", "]", count, indent, isInLine: isInLine) { $0.write(element($1), indent: $2, isInLine: isInLine) }
        default: break
        }
    }

    private mutating func write(
        _ open: String, _ close: String, _ count: Int, _ indent: Int, isInLine: Bool,
        each member: (inout JSONWriter, Int, Int) -> Void
    ) {
        add(open)
        for place in 0..<count {
            if place > 0 { add(isInLine ? ", " : ",") }
            if !isInLine { breakLine(indent + 2) }
            member(&self, place, indent + 2)
        }
        if !isInLine { breakLine(indent) }
        add(close)
    }

    private func fits(_ value: JSONValue, _ indent: Int) -> Bool {
        lineWidth.map { !value.exceeds($0 - indent) } ?? true
    }

    private mutating func add(_ text: String) { bytes.append(contentsOf: text.utf8) }

    mutating func endLine() { breakLine(0) }

    private mutating func breakLine(_ indent: Int) {
        add("\n")
        bytes += repeatElement(UInt8(ascii: " "), count: indent)
    }

    private mutating func write(_ string: String) {
        add("\"")
        if isPlain(string) {
            add(string)
        } else {
            for scalar in string.unicodeScalars { write(scalar) }
        }
        add("\"")
    }

    private func isPlain(_ string: String) -> Bool {
        let bytes = string.utf8.span
        for place in bytes.indices {
            let byte = bytes[place]
            if byte < 0x20 || byte > 0x7E || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return false }
            if byte == UInt8(ascii: "<"), isInHTML { return false }
        }
        return true
    }

    private mutating func write(_ scalar: Unicode.Scalar) {
        switch scalar {
        case "\"": add("\\\"")
        case "\\": add("\\\\")
        case "\n": add("\\n")
        case "\t": add("\\t")
        case "<" where isInHTML: add("\\u003c")
        case " "..."~": bytes.append(UInt8(ascii: scalar))
        case _ where scalar.isPlain: bytes += String(scalar).utf8
        default:
            // Above U+FFFF, UTF-16 surrogate pairs (RFC 8259, section 7).
            for unit in String(scalar).utf16 {
                let hex = String(unit, radix: 16)
                add("\\u" + String(repeating: "0", count: 4 - hex.count) + hex)
            }
        }
    }
}

extension JSONValue {
    /// An estimate that stops early.
    fileprivate func exceeds(_ columns: Int) -> Bool {
        var left = columns
        return !fits(&left)
    }

    private func fits(_ left: inout Int) -> Bool {
        switch self {
        case .null: left -= 4
        case .bool: left -= 5
        case .string(let string): left -= string.utf8.count + 2
        case .int(let number): left -= String(number).utf8.count
        case .double(let number): left -= "\(number)".utf8.count
        case .array(let elements):
            left -= 2
            for element in elements where left >= 0 {
                left -= 2
                guard element.fits(&left) else { return false }
            }
        case .elements(let count, _): return count == 0
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
