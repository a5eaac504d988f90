internal import Assessment
internal import Fleet

/// One JUnit suite per host with changes, and one with the result.
///
/// A verdict no longer known is an error. A failure as before is skipped.
struct ComparisonJUnit {
    let comparison: Comparison

    init(_ comparison: Comparison) {
        self.comparison = comparison
    }

    var text: String {
        let suites =
            comparison.changes.gathered(by: \.host).map { suite($0.key, $0.elements.map(testCase)) }
            + comparison.gone.map { suite($0.host.name, [gone($0.host.name)]) }
            + comparison.appeared.map { suite($0.host.name, [appeared($0)]) }
        return JUnit(name: "dovesweep compare", seconds: comparison.after.seconds, suites: suites + [answer]).text
    }

    private func suite(_ name: String, _ cases: [JUnit.Case], closing: String? = nil) -> JUnit.Suite {
        JUnit.Suite(
            name: name, timestamp: timestamp(comparison.after.started), seconds: 0,
            properties: [("before", comparison.before.id), ("after", comparison.after.id)], cases: cases,
            closing: closing)
    }

    private func testCase(_ change: Comparison.Change) -> JUnit.Case {
        let was = "\(change.kind.words), \(change.before.verdict.rawValue) before"
        let own = JUnit.Case(change.after, of: change.host)
        let isFailing = change.after.verdict == .fail
        let result: JUnit.Result =
            switch change.kind {
            case .new: own.result
            case .fixed: .passed
            case .stillFailing: isFailing ? .skipped("\(was): \(change.after.summary)") : .passed
            case .newlyUnknown:
                comparison.isExplained(change)
                    ? own.result : .error(JUnit.Trouble(type: was, message: change.after.summary, text: []))
            }
        return JUnit.Case(suite: change.host, name: change.after.check, result: result, notes: [was] + own.notes)
    }

    private func gone(_ host: String) -> JUnit.Case {
        let trouble = JUnit.Trouble(
            type: "gone", message: "it is not in the later run (new name: --map OLD=NEW)", text: [])
        return JUnit.Case(suite: host, name: "gone", result: .failed(trouble))
    }

    private func appeared(_ result: HostResult) -> JUnit.Case {
        let trouble = JUnit.Trouble(
            type: "appeared", message: "it is not in the earlier run, and is \(result.standing.rawValue)", text: [])
        return JUnit.Case(
            suite: result.host.name, name: "appeared", result: result.standing == .passing ? .passed : .failed(trouble))
    }

    private var answer: JUnit.Suite {
        let trouble = JUnit.Trouble(type: "compare", message: comparison.summary, text: [])
        let result = comparison.isWorse ? JUnit.Result.failed(trouble) : .passed
        return suite(
            "dovesweep", [JUnit.Case(suite: "dovesweep", name: "compare", result: result)], closing: comparison.summary)
    }
}
