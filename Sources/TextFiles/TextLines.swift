/// Trimmed lines with numbers. Bytes are not checked, so comments need not be UTF-8.
package struct TextLines {
    private let bytes: [UInt8]

    package init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Skips blank lines and comments (`#` or `;`).
    package func forEach(_ body: (_ line: ArraySlice<UInt8>, _ number: Int) -> Void) {
        var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        var number = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") } ?? bytes.count
            number += 1
            let line = Self.trim(bytes[start..<end])
            if let first = line.first, first != UInt8(ascii: "#"), first != UInt8(ascii: ";") { body(line, number) }
            let isPair = bytes[end...].starts(with: [UInt8(ascii: "\r"), UInt8(ascii: "\n")])
            start = end + (isPair ? 2 : 1)
        }
    }

    package static func trim(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var line = line
        while let byte = line.first, isBlank(byte) { line.removeFirst() }
        while let byte = line.last, isBlank(byte) { line.removeLast() }
        return line
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || (9...13).contains(byte)
    }
}
