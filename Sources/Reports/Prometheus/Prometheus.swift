import Fleet

/// Prometheus' text format, version 0.0.4, for the textfile collector of its node exporter.
typealias Prometheus = Markup<PrometheusSyntax>

enum PrometheusSyntax: MarkupSyntax {
    /// The value of a label, to be put between quotation marks.
    static func escaped(_ printable: Scalars) -> Scalars {
        printable.escaped(by: ["\\": "\\\\", "\"": "\\\""])
    }
}

/// One metric: what it means, and its samples.
struct Metric {
    let name: StaticString
    let help: StaticString
    var samples: [Sample]

    /// A value, and the labels that tell it from the metric's others.
    struct Sample {
        var labels: [(name: StaticString, value: String)] = []
        var value: Double
    }

    init(_ name: StaticString, _ help: StaticString, _ samples: [Sample]) {
        (self.name, self.help, self.samples) = (name, help, samples)
    }

    /// A metric of one sample.
    init(_ name: StaticString, _ help: StaticString, _ value: Double) {
        self.init(name, help, [Sample(value: value)])
    }

    /// All are gauges: a run is a state, and counts nothing up. A metric without samples is left out.
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
