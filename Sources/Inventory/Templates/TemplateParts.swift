internal import TextFiles

/// Jinja text as plain text and references.
struct TemplateParts {
    enum Part: Equatable {
        case text(String)
        case reference(TemplateReference)
    }

    let parts: [Part]

    var only: TemplateReference? {
        if parts.count == 1, case .reference(let reference) = parts[0] { reference } else { nil }
    }

    /// nil for other Jinja syntax.
    init?(_ text: String) {
        guard !text.contains("{%"), !text.contains("{#") else { return nil }
        var parts: [Part] = []
        var rest = text[...]
        while let open = rest.firstRange(of: "{{") {
            guard let close = rest[open.upperBound...].firstRange(of: "}}"),
                let reference = TemplateReference(String(rest[open.upperBound..<close.lowerBound]))
            else { return nil }
            if open.lowerBound > rest.startIndex { parts.append(.text(String(rest[..<open.lowerBound]))) }
            parts.append(.reference(reference))
            rest = rest[close.upperBound...]
        }
        if !rest.isEmpty { parts.append(.text(String(rest))) }
        self.parts = parts
    }
}

/// A Jinja reference: `name`, `name.key`, `name['key']`, `name[0]`, `name[other.key]`.
struct TemplateReference: Equatable {
    enum Step: Equatable {
        case key(String)
        case place(Int)
        case reference(TemplateReference)
    }

    private static let depthLimit = 10
    private static let literals: Set = ["true", "True", "false", "False", "none", "None"]

    let name: String
    let steps: [Step]

    init(_ name: String, steps: [Step]) {
        self.name = name
        self.steps = steps
    }

    init?(_ text: String) {
        var cursor = ByteCursor(INIHeading.trim(text[...]))
        self.init(&cursor, depth: 0)
        guard cursor.peek == nil else { return nil }
    }

    private init?(_ cursor: inout ByteCursor, depth: Int) {
        guard depth < Self.depthLimit, let first = cursor.peek, ByteCursor.isLetter(first) else { return nil }
        name = cursor.word()
        guard !Self.literals.contains(name) else { return nil }
        var steps: [Step] = []
        while let byte = cursor.peek, byte == UInt8(ascii: ".") || byte == UInt8(ascii: "[") {
            guard let step = Self.step(&cursor, depth: depth) else { return nil }
            steps.append(step)
        }
        self.steps = steps
    }

    private static func step(_ cursor: inout ByteCursor, depth: Int) -> Step? {
        if cursor.skip(".") {
            let key = cursor.word()
            return key.isEmpty ? nil : Int(digits: key).map(Step.place) ?? .key(key)
        }
        guard cursor.skip("[") else { return nil }
        cursor.skipBlanks()
        let step: Step?
        if let key = cursor.pythonText() {
            step = .key(key)
        } else if let digit = cursor.peek, ByteCursor.isDigit(digit) {
            step = Int(digits: cursor.word()).map(Step.place)
        } else {
            step = TemplateReference(&cursor, depth: depth + 1).map(Step.reference)
        }
        cursor.skipBlanks()
        return cursor.skip("]") ? step : nil
    }
}
