internal import Assessment

/// The output of a monitoring plugin (Monitoring Plugins Development Guidelines).
typealias Nagios = Markup<NagiosSyntax>

enum NagiosSyntax: MarkupSyntax {
    /// A `|` begins performance data.
    static func escaped(_ printable: Scalars) -> Scalars { printable.escaped(by: ["|": "¦"]) }
}

/// The raw value is the plugin's exit status.
extension NagiosState {
    var word: Nagios {
        switch self {
        case .ok: "OK"
        case .warning: "WARNING"
        case .critical: "CRITICAL"
        case .unknown: "UNKNOWN"
        }
    }
}

struct NagiosOutput {
    var state: NagiosState
    /// The summary that a pager shows.
    var sentence: String
    /// Performance data, with the maximum if known.
    var numbers: [(name: StaticString, value: Int, most: Int?)]
    var lines: [Nagios]

    /// Nagios reads at most 8 KiB.
    private static let mostLines = 20

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
