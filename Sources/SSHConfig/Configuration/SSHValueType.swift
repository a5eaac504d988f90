internal import Diagnostics
internal import Fleet
internal import TextFiles

/// The type of a keyword's value.
enum SSHValueType: Sendable {
    case text
    /// Case-insensitive; `true` and `false` mean `yes` and `no`.
    case choice([String])
    /// The same without `true` and `false`.
    case exactly([String])
    /// `90`, `1m30s`, `none`.
    case time
    case number
    case port
    case algorithms(SSHAlgorithms)
    /// Paths; `none` must be alone.
    case files
    /// The rest of the line.
    case command
    case jump
    /// A socket: a path, `none`, `SSH_AUTH_SOCK` or `$NAME`.
    case agent
    /// No effect on dovesweep.
    case unchecked

    static let flag = choice(["yes", "no"])

    struct Refusal: Error {
        let what: String
        let remedy: String
    }

    func read(_ arguments: [String], line: String) throws(Refusal) -> [String] {
        switch self {
        case .unchecked: return arguments
        case .command: return [String(line.trimmingStart(" \t\r\n="))]
        case .jump: return try hops(line)
        case .files: return try paths(arguments)
        case .text, .choice, .exactly, .time, .number, .port, .algorithms, .agent:
            guard let word = arguments.first, !word.isEmpty else {
                throw Refusal(what: "it has no value", remedy: "Give it one, or remove it.")
            }
            guard arguments.count == 1 else {
                throw Refusal(
                    what: "only one value is allowed, but there are more",
                    remedy: "Put a value that has spaces in double quotes.")
            }
            return [try value(word)]
        }
    }

    private func value(_ word: String) throws(Refusal) -> String {
        switch self {
        case .choice(let words): return try Self.choose(word, words)
        case .exactly(let words):
            guard words.contains(word.lowercased()) else { return try Self.choose("", words) }
            return word.lowercased()
        case .time where word != "none" && Self.seconds(word) == nil:
            throw Refusal(what: "this is not a time", remedy: "Write seconds, or a time such as 1m30s.")
        case .number where Int32(word) == nil || word.begins(with: "-"):
            throw Refusal(what: "this is not a number", remedy: "Write a whole number.")
        case .port where Self.port(word) == nil:
            throw Refusal(what: "this is not a port", remedy: "Write a number from 1 to 65535.")
        case .algorithms(let algorithms):
            guard let wrong = algorithms.unknown(in: word) else { return word }
            throw Refusal(
                what: "OpenSSH has no algorithm \"\(Excerpt.of(wrong))\" here",
                remedy: "\(Suggestion.sentence(for: wrong, among: algorithms.all))Correct it, or remove it.")
        case .agent where !SSHTokens.canExpand(word):
            throw Refusal(what: "this is not a variable", remedy: "Write $NAME, ${NAME} or a path.")
        default: return word
        }
    }

    private static func choose(_ word: String, _ words: [String]) throws(Refusal) -> String {
        let word = word.lowercased()
        if words.contains(word) { return word }
        if word == "true", words.contains(where: { $0 == "yes" }) { return "yes" }
        if word == "false", words.contains(where: { $0 == "no" }) { return "no" }
        throw Refusal(what: "this value is not known", remedy: "It is one of \(words.joined(separator: ", ")).")
    }

    private func paths(_ arguments: [String]) throws(Refusal) -> [String] {
        if arguments.contains(where: \.isEmpty) {
            throw Refusal(what: "one of its files has no name", remedy: "Name it, or remove the quotes.")
        }
        if arguments.count > 1, arguments.contains(where: { $0.lowercased() == "none" }) {
            throw Refusal(what: "\"none\" is used together with other files", remedy: "Write it alone, or remove it.")
        }
        return arguments
    }

    /// A blank or a comment ends the list.
    private func hops(_ line: String) throws(Refusal) -> [String] {
        let text = line.trimmingStart(" \t\r\n=").upTo(anyOf: " \t\r\n#")
        if text.lowercased() == "none" { return [] }
        let hops = text.parts(at: ",").map(String.init)
        guard hops.allSatisfy({ SSHHop($0) != nil }) else {
            throw Refusal(
                what: "this has no jump hosts", remedy: "Write [user@]host[:port], with commas between.")
        }
        return hops
    }

    /// `ssh` is the service name.
    static func port(_ text: String) -> Port? { text == "ssh" ? 22 : Port(text) }

    /// nil if it is no time or exceeds `Int32`.
    static func seconds(_ text: String) -> Int? {
        let units: [Unicode.Scalar: Int32] = ["s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800]
        var (total, rest) = (Int32(0), text.lowercased().unicodeScalars[...])
        while !rest.isEmpty {
            let digits = rest.prefix { ("0"..."9").contains($0) }
            guard let number = Int32(String(digits)) else { return nil }
            rest = rest[digits.endIndex...]
            guard let unit = rest.isEmpty ? 1 : units[rest.removeFirst()] else { return nil }
            let (product, isTooLong) = number.multipliedReportingOverflow(by: unit)
            let (sum, isOver) = total.addingReportingOverflow(product)
            if isTooLong || isOver { return nil }
            total = sum
        }
        return text.isEmpty ? nil : Int(total)
    }
}
