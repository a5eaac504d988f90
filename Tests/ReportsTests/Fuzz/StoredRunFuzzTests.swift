import Assessment
import Fleet
import Foundation
import FuzzSupport
import RunSamples
import Testing

@testable import Reports

/// Target 6: report files that anybody may have edited.
@Suite(.serialized) struct StoredRunFuzzTests {
    @Test(.timeLimit(.minutes(60))) func `any report is read and shown in every format, or refused`() throws {
        let document = Array(ReportFormat.json.render(Samples.report(Samples.night)).utf8)
        try Fuzz("report").run(cases: 60, share: 0.3) { dice in
            guard let run = try? Run(reading: Mutation.of(document, &dice)) else { return }
            for format in ReportFormat.allCases {
                let report = Samples.report(run, style: ReportStyle(isVerbose: dice.happens(50)))
                #expect(!format.render(report).isEmpty || format == .csvLong)
            }
            _ = Comparison(run, Samples.night).status
        }
    }
}
