import Foundation
import Testing

/// Holds a text against a file in `Expected`, which a person has looked at.
///
/// With `DOVESWEEP_WRITE_EXPECTED` set, the file is written instead: look at the difference before it is committed.
func expect(_ text: String, matches file: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let expected = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Expected/\(file)")
    if ProcessInfo.processInfo.environment["DOVESWEEP_WRITE_EXPECTED"] != nil {
        try text.write(to: expected, atomically: true, encoding: .utf8)
    }
    let lines = { (text: String) in text.split(separator: "\n", omittingEmptySubsequences: false) }
    let wanted = try String(contentsOf: expected, encoding: .utf8)
    #expect(lines(text) == lines(wanted), "differs from \(file)", sourceLocation: sourceLocation)
}
