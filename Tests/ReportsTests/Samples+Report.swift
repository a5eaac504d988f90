import Assessment
import Fleet
import RunSamples

@testable import Reports

extension Samples {
    static func report(_ run: Run, gate: Gate = Gate(), style: ReportStyle = ReportStyle(width: 80)) -> Report {
        Report(run, decision: gate.decide(on: run), style: style)
    }
}
