internal import Diagnostics
internal import TextFiles

/// A condition of `Match`.
struct SSHCondition: Sendable {
    let isNegated: Bool
    let test: Test

    enum Test: Sendable {
        case all
        /// Requests a second pass.
        case final
        case canonical
        case host(SSHPatternList)
        case originalHost(SSHPatternList)
        case user(SSHPatternList)
        case localUser(SSHPatternList)
        case tagged(SSHPatternList)
        case exec(String)
        /// Known to OpenSSH only.
        case unsupported(String)
    }

    static func read(_ text: ArraySlice<UInt8>) throws(SSHLine.Refusal) -> [SSHCondition] {
        var cursor = SSHWordCursor(text)
        var conditions: [SSHCondition] = []
        while let word = cursor.next(), !word.isEmpty {
            if word.begins(with: "#") { return try checked(conditions) }
            let isNegated = word.begins(with: "!")
            let name = Substring(word.utf8.dropFirst(isNegated ? 1 : 0)).lowercased()
            if name == "all" {
                try checkLast(&cursor, after: conditions.count)
                return conditions + [SSHCondition(isNegated: isNegated, test: .all)]
            }
            conditions.append(SSHCondition(isNegated: isNegated, test: try test(name, &cursor)))
        }
        guard cursor.rest?.isEmpty != false else {
            throw SSHLine.Refusal(
                "an empty word ends its conditions too early", remedy: "Remove the quotes or the sign.")
        }
        return try checked(conditions)
    }

    private static func checked(_ conditions: [SSHCondition]) throws(SSHLine.Refusal) -> [SSHCondition] {
        guard !conditions.isEmpty else {
            throw SSHLine.Refusal("it has no condition", remedy: "Write Match all for every host.")
        }
        return conditions
    }

    private static func checkLast(_ cursor: inout SSHWordCursor, after count: Int) throws(SSHLine.Refusal) {
        let next = cursor.next() ?? ""
        guard count <= 1, next.isEmpty || next.begins(with: "#") else {
            throw SSHLine.Refusal(
                "\"all\" is used together with other conditions", remedy: "Write it alone, or remove it.")
        }
    }

    private static func test(_ name: String, _ cursor: inout SSHWordCursor) throws(SSHLine.Refusal) -> Test {
        if name == "final" { return .final }
        if name == "canonical" { return .canonical }
        guard let make = tests[name] else {
            throw SSHLine.Refusal(
                "OpenSSH has no condition \"\(Excerpt.of(name))\"",
                remedy: "\(Suggestion.sentence(for: name, among: tests.keys))Correct it, or remove it.")
        }
        guard let argument = cursor.next(), !argument.isEmpty, !argument.begins(with: "#") else {
            throw SSHLine.Refusal("the condition \"\(name)\" has no value", remedy: "Give it one, or remove it.")
        }
        return make(argument)
    }

    private static let tests: [String: @Sendable (String) -> Test] = [
        "host": { .host(SSHPatternList($0.lowercased())) },
        "originalhost": { .originalHost(SSHPatternList($0.lowercased())) },
        "user": { .user(SSHPatternList($0)) },
        "localuser": { .localUser(SSHPatternList($0)) },
        "tagged": { .tagged(SSHPatternList($0)) },
        "exec": { .exec($0) },
        "localnetwork": { _ in .unsupported("localnetwork") },
        "version": { _ in .unsupported("version") },
        "sessiontype": { _ in .unsupported("sessiontype") },
        "command": { _ in .unsupported("command") },
    ]
}
