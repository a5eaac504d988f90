internal import Fleet

/// JUnit XML as Jenkins reads it (`junit-10.xsd` of its xUnit plugin).
struct JUnit {
    var name: String
    var seconds: Double
    var suites: [Suite]

    struct Suite {
        var name: String
        /// RFC 3339.
        var timestamp: String
        var seconds: Double
        var properties: [(name: String, value: String)]
        var cases: [Case]
        /// `system-out`.
        var closing: String?
    }

    struct Case {
        var suite: String
        var name: String
        var result: Result
        var notes: [String] = []
    }

    enum Result {
        case passed
        case failed(Trouble)
        /// It could not be determined.
        case error(Trouble)
        case skipped(String)
    }

    struct Trouble {
        var type: String
        var message: String
        /// The remedy and the evidence.
        var text: [String]
    }

    var text: String {
        let cases = suites.flatMap(\.cases)
        let attributes: XML = "name=\"\(name)\" \(counts(cases)) time=\"\(decimal(seconds))\""
        let suites = suites.map(\.xml).joined()
        return
            ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites \(attributes)>\n\(suites)</testsuites>\n" as XML)
            .text
    }
}

extension JUnit.Suite {
    fileprivate var xml: XML {
        let properties = properties.map { property in
            "    <property name=\"\(property.name)\" value=\"\(property.value)\"/>\n" as XML
        }
        let skipped = cases.count { if case .skipped = $0.result { true } else { false } }
        let closing = closing.map { "  <system-out>\($0)</system-out>\n" as XML } ?? ""
        return """
             <testsuite name="\(name)" \(counts(cases)) skipped="\(skipped)" time="\(decimal(seconds))" \
            timestamp="\(timestamp)">
              <properties>
            \(properties.joined())  </properties>
            \(cases.map(\.xml).joined())\(closing) </testsuite>

            """
    }
}

extension JUnit.Case {
    fileprivate var xml: XML {
        let lines = body
        guard !lines.isEmpty else { return "  <testcase classname=\"\(suite)\" name=\"\(name)\"/>\n" }
        return "  <testcase classname=\"\(suite)\" name=\"\(name)\">\n\(lines)  </testcase>\n"
    }

    private var body: XML {
        let output = notes.isEmpty ? "" : "    <system-out>\(text(notes))</system-out>\n" as XML
        switch result {
        case .passed: return output
        case .failed(let trouble):
            return "    <failure \(trouble.attributes)>\(text(trouble.text))</failure>\n" + output
        case .error(let trouble): return "    <error \(trouble.attributes)>\(text(trouble.text))</error>\n" + output
        case .skipped(let message): return "    <skipped message=\"\(message)\"/>\n" + output
        }
    }

    private func text(_ lines: [String]) -> XML {
        lines.map { "\($0, limit: .max)" as XML }.joined("\n")
    }
}

extension JUnit.Trouble {
    fileprivate var attributes: XML { "type=\"\(type)\" message=\"\(message)\"" }
}

private func counts(_ cases: [JUnit.Case]) -> XML {
    let failures = cases.count { if case .failed = $0.result { true } else { false } }
    let errors = cases.count { if case .error = $0.result { true } else { false } }
    return "tests=\"\(cases.count)\" failures=\"\(failures)\" errors=\"\(errors)\""
}

/// The schema allows no exponent and no sign.
private func decimal(_ seconds: Double) -> XML {
    let milliseconds = whole(seconds * 1000, in: 0...1_000_000_000_000)
    let digits = String(milliseconds % 1000)
    return "\(milliseconds / 1000).\(String(repeating: "0", count: 3 - digits.count) + digits)"
}
