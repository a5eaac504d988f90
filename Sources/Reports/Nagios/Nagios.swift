/// What a monitoring plugin prints (Monitoring Plugins Development Guidelines): a line with numbers behind a `|`, and
/// lines of text.
typealias Nagios = Markup<NagiosSyntax>

enum NagiosSyntax: MarkupSyntax {
    /// A `|` begins the numbers, so text has a broken one instead.
    static func escaped(_ printable: Scalars) -> Scalars { printable.escaped(by: ["|": "¦"]) }
}

/// The state that a monitoring plugin tells by its exit status.
enum NagiosState: Int {
    case ok, warning, critical, unknown

    var word: Nagios {
        switch self {
        case .ok: "OK"
        case .warning: "WARNING"
        case .critical: "CRITICAL"
        case .unknown: "UNKNOWN"
        }
    }
}

/// One check of a monitoring system.
struct NagiosOutput {
    var state: NagiosState
    /// The sentence that a pager shows.
    var sentence: String
    /// Numbers to draw, each with what it can be at most, where that is known.
    var numbers: [(name: StaticString, value: Int, most: Int?)]
    var lines: [Nagios]

    /// Nagios reads 8 KiB of a plugin and no more.
    private static let mostLines = 20

    /// As many lines as there is room for, and how many are left out.
    static func shortened(_ lines: [Nagios]) -> [Nagios] {
        let rest = lines.count - mostLines
        return lines.prefix(mostLines) + (rest > 0 ? ["… \(rest) more"] : [])
    }

    var text: String {
        let numbers = numbers.map { number in
            let most: Nagios = number.most.map { ";\($0)" } ?? ""
            return "\(Nagios(stringLiteral: number.name))=\(number.value);;;0\(most)" as Nagios
        }
        let head: Nagios = "DOVESWEEP \(state.word) - \(sentence) | \(numbers.joined(" "))\n"
        return (head + lines.map { $0 + "\n" }.joined()).text
    }
}
