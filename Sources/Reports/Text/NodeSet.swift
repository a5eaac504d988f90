internal import Fleet

/// Host names folded as in ClusterShell: `mx[01-03,07].example.net`.
///
/// Names that differ in one number are folded: the last of the first label that has one, or of an address. Leading
/// zeros are kept. Names are compared by bytes: a difference in normalization makes two hosts.
package struct NodeSet: Sendable, Equatable {
    /// In the order of first occurrence.
    package let patterns: [String]

    package init(_ names: some Sequence<String>) {
        var seen: Set<[UInt8]> = []
        let parts = names.map { Array($0.utf8) }.filter { seen.insert($0).inserted }.map(Numbered.init)
        let widths = Dictionary(grouping: parts.filter(\.isPadded), by: \.frame).mapValues {
            Set($0.map(\.digits.count))
        }
        let key = { (name: Numbered) in
            Series(
                frame: name.frame, isNumbered: !name.digits.isEmpty,
                width: widths[name.frame]?.contains(name.digits.count) == true ? name.digits.count : 0)
        }
        let groups = Dictionary(grouping: parts, by: key)
        var written: Set<Series> = []
        patterns = parts.map(key).filter { written.insert($0).inserted }.map { $0.pattern(of: groups[$0] ?? []) }
    }

    package var text: String { patterns.joined(separator: ", ") }
}

/// Numbers of one frame and width; width 0 has no leading zeros.
private struct Series: Hashable {
    let frame: [ArraySlice<UInt8>]
    let isNumbered: Bool
    let width: Int

    func pattern(of names: [Numbered]) -> String {
        guard isNumbered, names.count > 1 else {
            return names.first.map { text(around: $0.digits) } ?? ""
        }
        let numbers = names.compactMap {
            number(String(decoding: $0.digits, as: UTF8.self), in: 0...999_999_999)
        }.sorted()
        var ranges: [ClosedRange<Int>] = []
        for number in numbers {
            if let last = ranges.last, number == last.upperBound + 1 {
                ranges[ranges.count - 1] = last.lowerBound...number
            } else {
                ranges.append(number...number)
            }
        }
        let texts = ranges.map { range in
            range.count == 1 ? digits(range.lowerBound) : "\(digits(range.lowerBound))-\(digits(range.upperBound))"
        }
        return text(around: "[\(texts.joined(separator: ","))]".utf8)
    }

    private func text(around number: some Sequence<UInt8>) -> String {
        String(decoding: Array(frame.joined(separator: number)), as: UTF8.self)
    }

    private func digits(_ number: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

private struct Numbered {
    /// Around the number; the whole name if there is none.
    let frame: [ArraySlice<UInt8>]
    let digits: ArraySlice<UInt8>

    init(_ name: [UInt8]) {
        let isAddress = !name.contains(where: Self.isLetter)
        let labels = name.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let label = isAddress ? labels.last : labels.first { $0.contains(where: Self.isDigit) }
        // Names with ClusterShell syntax cannot be folded; more than nine digits are no counter.
        guard let label, !name.contains(where: "[],:".utf8.contains), let end = label.lastIndex(where: Self.isDigit)
        else {
            (frame, digits) = ([name[...]], [])
            return
        }
        let behind = end + 1
        let start = label[..<behind].lastIndex { !Self.isDigit($0) }.map { $0 + 1 } ?? label.startIndex
        let isCounter = behind - start <= 9
        frame = isCounter ? [name[..<start], name[behind...]] : [name[...]]
        digits = isCounter ? name[start..<behind] : []
    }

    var isPadded: Bool { digits.count > 1 && digits.first == UInt8(ascii: "0") }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    /// ASCII, or a byte of a non-ASCII character.
    private static func isLetter(_ byte: UInt8) -> Bool {
        byte >= 0x80 || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
