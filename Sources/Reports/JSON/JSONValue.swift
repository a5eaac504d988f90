/// JSON whose keys keep their order, unlike `JSONEncoder`'s.
enum JSONValue {
    case null
    case string(String)
    case int(Int)
    case bool(Bool)
    case double(Double)
    indirect case array([JSONValue])
    indirect case object([(key: String, value: JSONValue)])
    /// Makes each element when it is written.
    indirect case elements(count: Int, (Int) -> JSONValue)

    static func optional(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }

    static func strings(_ texts: some Sequence<String>) -> JSONValue { .array(texts.map(JSONValue.string)) }
}

extension JSONValue: ExpressibleByDictionaryLiteral {
    init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(elements.map { (key: $0.0, value: $0.1) })
    }
}

extension JSONValue: ExpressibleByStringLiteral {
    init(stringLiteral literal: String) { self = .string(literal) }
}
