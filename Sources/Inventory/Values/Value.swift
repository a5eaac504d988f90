internal import FoundationEssentials

/// A variable's value as Ansible types it.
package enum Value: Sendable, Equatable {
    case null
    case bool(Bool)
    case integer(Int)
    /// Decimal digits beyond 64 bits.
    case bigInteger(String)
    case number(Double)
    case string(String)
    /// Never a template: YAML's `!unsafe`.
    case unsafe(String)
    /// ISO 8601.
    case timestamp(String)
    case list([Value])
    case mapping([String: Value])
    /// Ciphertext of ansible-vault.
    case vault(String)
    indirect case vaulted(DecryptedValue)

    /// For messages.
    var kind: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .integer, .bigInteger, .number: "a number"
        case .string, .unsafe: "a string"
        case .timestamp: "a date"
        case .list: "a list"
        case .mapping: "a mapping"
        case .vault: "a vault value"
        case .vaulted(let vaulted): vaulted.value.kind
        }
    }

    /// As Ansible would put it on a command line; nil for null, collections and vault values.
    var text: String? {
        switch self {
        case .string(let text), .unsafe(let text), .bigInteger(let text): text
        case .timestamp(let text): text.replacing("T", with: " ")
        case .integer(let number): String(number)
        case .number(let number): String(number)
        case .bool(let flag): flag ? "True" : "False"
        case .null, .list, .mapping, .vault, .vaulted: nil
        }
    }
}

extension Value: Encodable {
    private static let decimalDigits = 38

    /// Numbers that JSON or the encoder cannot represent become text; vault values become a remark.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .bool(let flag): try container.encode(flag)
        case .integer(let number): try container.encode(number)
        case .number(let number) where !number.isFinite: try container.encode(String(number))
        case .number(let number): try container.encode(number)
        case .string(let text), .unsafe(let text), .timestamp(let text): try container.encode(text)
        case .bigInteger(let text):
            guard text.utf8.count <= Self.decimalDigits, let number = Decimal(string: text) else {
                return try container.encode(text)
            }
            try container.encode(number)
        case .list(let values): try container.encode(values)
        case .mapping(let values): try container.encode(values)
        case .vault, .vaulted: try container.encode(DecryptedValue.remark)
        }
    }
}
