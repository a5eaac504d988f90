internal import FoundationEssentials

/// A variable's value as Ansible types it.
package enum Value: Sendable, Equatable {
    case null
    case bool(Bool)
    case integer(Int)
    /// A whole number beyond 64 bits, by its digits.
    case bigInteger(String)
    case number(Double)
    case string(String)
    /// Text that is no template, whatever it holds: YAML's `!unsafe`.
    case unsafe(String)
    /// A date, or a date and time, as ISO 8601 writes it.
    case timestamp(String)
    case list([Value])
    case mapping([String: Value])
    /// Sealed by ansible-vault, and not opened: the ciphertext as it stands in the file.
    case vault(String)
    /// Opened from ansible-vault.
    indirect case vaulted(Vaulted)

    /// What kind of value it is, for messages.
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

    /// A scalar as the text that Ansible would put on a command line; nil for what is no scalar, or a secret.
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
    /// More digits than `Decimal` holds.
    private static let decimalDigits = 38

    /// As JSON has it; a number that it does not have (infinity), or that our encoder does not, is text, and what comes
    /// from the vault a remark.
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
        case .vault, .vaulted: try container.encode(Vaulted.remark)
        }
    }
}
