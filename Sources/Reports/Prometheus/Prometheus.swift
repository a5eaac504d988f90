internal import Fleet

/// Prometheus' text format 0.0.4, for node_exporter's textfile collector.
typealias Prometheus = Markup<PrometheusSyntax>

enum PrometheusSyntax: MarkupSyntax {
    /// A quoted value of a label.
    static func escaped(_ printable: Scalars) -> Scalars {
        printable.escaped(by: ["\\": "\\\\", "\"": "\\\""])
    }
}

struct Metric {
    let name: StaticString
    let help: StaticString
    var samples: [Sample]

    struct Sample {
        var labels: [(name: StaticString, value: String)] = []
        var value: Double
    }

    init(_ name: StaticString, _ help: StaticString, _ samples: [Sample]) {
        (self.name, self.help, self.samples) = (name, help, samples)
    }

    init(_ name: StaticString, _ help: StaticString, _ value: Double) {
        self.init(name, help, [Sample(value: value)])
    }

    /// Every metric is a gauge; one without samples is left out.
    var text: Prometheus {
        guard !samples.isEmpty else { return "" }
        let (name, help) = (Prometheus(stringLiteral: name), Prometheus(stringLiteral: help))
        return "# HELP \(name) \(help)\n# TYPE \(name) gauge\n" + samples.map { "\(name)\($0.text)\n" }.joined()
    }
}

extension Metric.Sample {
    fileprivate var text: Prometheus {
        let labels = labels.map { "\(Prometheus(stringLiteral: $0.name))=\"\($0.value)\"" as Prometheus }.joined(",")
        let number =
            value.isFinite && value == value.rounded() && abs(value) < 1e15
            ? "\(whole(value, in: Int.min...Int.max))" : "\(value)"
        return labels.isEmpty ? " \(number)" : "{\(labels)} \(number)"
    }
}
