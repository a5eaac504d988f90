internal import TextFiles

/// YAML timestamps as Ansible reads them, written as Python's `isoformat` writes them.
enum YAMLTimestamp {
    /// nil if it is no valid date or time.
    static func iso(_ text: String) -> String? {
        guard text.utf8.count >= 8, text.utf8.count < 64 else { return nil }
        var cursor = ByteCursor(text)
        guard let date = date(&cursor) else { return nil }
        guard cursor.peek != nil else { return date.isFull ? date.text : nil }
        guard let time = time(&cursor), let zone = zone(&cursor), cursor.peek == nil else { return nil }
        return "\(date.text)T\(time)\(zone)"
    }

    /// A date without a time needs two digits each.
    private static func date(_ cursor: inout ByteCursor) -> (text: String, isFull: Bool)? {
        guard let year = number(&cursor, 4...4), cursor.skip("-"), let month = number(&cursor, 1...2),
            cursor.skip("-"), let day = number(&cursor, 1...2)
        else { return nil }
        let isLeap = year.isMultiple(of: 4) && !year.isMultiple(of: 100) || year.isMultiple(of: 400)
        let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard year > 0, (1...12).contains(month), (1...days[month - 1]).contains(day) else { return nil }
        return ("\(padded(year, to: 4))-\(padded(month))-\(padded(day))", cursor.position == 10)
    }

    private static func time(_ cursor: inout ByteCursor) -> String? {
        guard cursor.skip("T") || cursor.skip("t") || !blanks(&cursor).isEmpty, let hour = number(&cursor, 1...2),
            cursor.skip(":"), let minute = number(&cursor, 2...2), cursor.skip(":"),
            let second = number(&cursor, 2...2), hour < 24, minute < 60, second < 60
        else { return nil }
        let time = "\(padded(hour)):\(padded(minute)):\(padded(second))"
        guard cursor.skip(".") else { return time }
        let fraction = cursor.take(while: ByteCursor.isDigit).prefix(6)
        guard fraction.contains(where: { $0 != "0" }) else { return time }
        return "\(time).\(fraction)\(String(repeating: "0", count: 6 - fraction.count))"
    }

    private static func zone(_ cursor: inout ByteCursor) -> String? {
        let hasBlanks = !blanks(&cursor).isEmpty
        guard cursor.peek != nil else { return hasBlanks ? nil : "" }
        if cursor.skip("Z") { return "+00:00" }
        let isBehind = cursor.skip("-")
        guard isBehind || cursor.skip("+"), let hours = number(&cursor, 1...2) else { return nil }
        var minutes = 0
        if cursor.skip(":") {
            guard let number = number(&cursor, 2...2) else { return nil }
            minutes = number
        }
        let total = hours * 60 + minutes
        guard total < 24 * 60 else { return nil }
        return "\(isBehind && total > 0 ? "-" : "+")\(padded(total / 60)):\(padded(total % 60))"
    }

    private static func blanks(_ cursor: inout ByteCursor) -> String {
        cursor.take { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    }

    private static func number(_ cursor: inout ByteCursor, _ lengths: ClosedRange<Int>) -> Int? {
        var digits = ""
        while digits.utf8.count < lengths.upperBound, let byte = cursor.peek, ByteCursor.isDigit(byte) {
            digits.unicodeScalars.append(Unicode.Scalar(byte))
            cursor.advance()
        }
        return digits.utf8.count < lengths.lowerBound ? nil : Int(digits)
    }

    private static func padded(_ number: Int, to width: Int = 2) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
