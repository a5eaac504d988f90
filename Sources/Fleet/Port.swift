/// A TCP port: 1 to 65535.
package struct Port: Sendable, Hashable {
    private let value: UInt16

    package static let all = 1...65_535

    package var number: Int { Int(value) }

    package init?(_ number: Int) {
        guard Self.all.contains(number), let value = UInt16(exactly: number) else { return nil }
        self.value = value
    }

    package init(nearest number: Int) {
        value = max(1, UInt16(clamping: number))
    }
}

extension Port: LosslessStringConvertible {
    package init?(_ text: String) { self.init(text[...]) }

    package init?(_ text: Substring) {
        guard let number = Fleet.number(text, in: Self.all) else { return nil }
        self.init(number)
    }

    package var description: String { "\(value)" }
}

extension Port: Comparable {
    package static func < (one: Port, other: Port) -> Bool { one.value < other.value }
}

extension Port: ExpressibleByIntegerLiteral {
    package init(integerLiteral value: UInt16) {
        precondition(value > 0, "0 is no port")
        self.value = value
    }
}

extension Port: Codable {
    package init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        let number = try value.decode(Int.self)
        guard let port = Port(number) else {
            throw DecodingError.dataCorruptedError(in: value, debugDescription: "\(number) is no port: 1 to 65535")
        }
        self = port
    }

    package func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        try value.encode(number)
    }
}
