internal import Assessment
internal import Fleet

/// The data of `page.js`, which reads the arrays in this order. All text is `Printable`.
///
/// Each text and finding is stored once and referred to by number: 5,000 hosts fit in a few megabytes.
struct PageData {
    private var texts: [JSONValue] = []
    /// By bytes: `String` equates canonically equivalent names.
    private var textNumbers: [[UInt8]: Int] = [:]
    private var findings: [JSONValue] = []
    private var findingNumbers: [[Int]: Int] = [:]
    private(set) var hosts: [JSONValue] = []
    private var causeNumbers: [Run.SharedCause.Key: Int] = [:]
    private let items: [Item]

    init(_ run: Run) {
        items = run.items
        for (number, shared) in run.causes.enumerated() {
            causeNumbers[Run.SharedCause.Key(shared.cause)] = number
        }
        let order = Grid(run, isVerbose: true).order
        hosts = order.map { host($0) }
    }

    var json: JSONValue {
        [
            "items": .strings(items.map(\.rawValue)),
            "verdicts": .array(CellState.all.map { ["name": .string($0.name), "symbol": .string($0.symbol)] }),
            "texts": .array(texts), "findings": .array(findings), "hosts": .array(hosts),
        ]
    }

    private mutating func host(_ result: HostResult) -> JSONValue {
        let host = result.host
        let cells = items.map { String(Self.number(of: result.shown($0))) }.joined()
        let cause = result.cause.map { cause in
            [
                causeNumbers[Run.SharedCause.Key(cause)] ?? -1, text(cause.check), text(cause.summary),
                block(cause.remedy), standing(result.findings.first { cause.isMade(of: $0) }),
            ]
        }
        let facts = result.facts.sorted { $0.key < $1.key }.flatMap { [text($0.key), text($0.value)] }
        let about = [
            text(host.name), text(host.address), text(host.role.rawValue), text(host.state.rawValue),
            text(result.outcome.rawValue), result.reason.map { text($0) } ?? -1, text(result.standing.rawValue),
            text(seconds(result.seconds)), result.loginProven ? 1 : 0,
        ]
        return .array([
            .string(cells), .numbers(about), .numbers(host.groups.map { text($0) }), .numbers(facts),
            .numbers(cause ?? []), .numbers(result.findings.map { finding($0) }),
        ])
    }

    private mutating func finding(_ finding: Finding) -> Int {
        let head = [
            text(finding.check), items.firstIndex(of: finding.item) ?? 0, Self.number(of: finding.shown),
            text(finding.vantage.rawValue), text(finding.summary), finding.remedy.map { block($0) } ?? -1,
            finding.blockedBy.map { text($0) } ?? -1, standing(finding),
        ]
        let numbers = head + finding.evidence.flatMap { [text($0.probe), block($0.excerpt)] }
        if let known = findingNumbers[numbers] { return known }
        findingNumbers[numbers] = findings.count
        findings.append(.numbers(numbers))
        return findings.count - 1
    }

    /// -1 for none.
    private mutating func standing(_ finding: Finding?) -> Int {
        guard let standing = finding?.standing, !standing.isEmpty else { return -1 }
        return block(standing.joined(separator: "\n"))
    }

    private mutating func text(_ raw: String) -> Int { number(of: raw) { Printable.line(raw) } }

    private mutating func block(_ remedy: Remedy) -> Int {
        number(of: "\n" + remedy.script) { PrintableLines(remedy).texts.joined(separator: "\n") }
    }

    private mutating func block(_ raw: String) -> Int {
        number(of: "\n" + raw) { PrintableLines(raw).texts.joined(separator: "\n") }
    }

    private mutating func number(of key: String, _ printable: () -> String) -> Int {
        let bytes = Array(key.utf8)
        if let known = textNumbers[bytes] { return known }
        textNumbers[bytes] = texts.count
        texts.append(.string(printable()))
        return texts.count - 1
    }

    private static func number(of shown: CellState) -> Int { CellState.all.firstIndex(of: shown) ?? 0 }
}

extension JSONValue {
    fileprivate static func numbers(_ numbers: [Int]) -> JSONValue { .array(numbers.map(JSONValue.int)) }
}
