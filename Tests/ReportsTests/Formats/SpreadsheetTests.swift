import Fleet
import Foundation
import RunSamples
import Testing

@testable import Reports

/// What a spreadsheet makes of our CSV: LibreOffice opens it, and says what it took for a formula. Two at once were seen
/// to fail.
@Suite(.serialized) struct SpreadsheetTests {
    private static let office = "/usr/bin/soffice"

    @Test(
        .enabled(if: FileManager.default.isExecutableFile(atPath: office), "LibreOffice is not installed"),
        arguments: [ReportFormat.csv, .csvLong])
    func `no text of a host is computed`(format: ReportFormat) throws {
        var run = Samples.night
        for (place, attack) in HostileShapeTests.attacks.values.enumerated() {
            run.hosts.append(Samples.expired("=\(place)+1"))
            run.hosts[run.hosts.count - 1].findings[0].summary = attack
            run.hosts[run.hosts.count - 1].cause?.summary = attack
        }
        let sheet = try opened(format.render(Samples.report(run)))
        #expect(!sheet.contains("table:formula="))
        #expect(sheet.contains(">&apos;=0+1<") && sheet.contains(">mx07.example.net<"))
    }

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: office), "LibreOffice is not installed"))
    func `a formula would be seen`() throws {
        #expect(try opened("a,=1+1\n").contains("table:formula="))
    }

    /// The spreadsheet as flat XML.
    private func opened(_ text: String) throws -> String {
        try Python.inFolder { folder in
            let file = folder.appending(path: "sheet.csv")
            try Data(text.utf8).write(to: file)
            _ = try Python.program(
                Self.office,
                [
                    "-env:UserInstallation=\(folder.appending(path: "profile").absoluteString)", "--headless",
                    "--convert-to", "fods", "--outdir", folder.path, file.path,
                ])
            return try String(contentsOf: folder.appending(path: "sheet.fods"), encoding: .utf8)
        }
    }
}
