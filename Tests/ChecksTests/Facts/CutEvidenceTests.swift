import Fleet
import Testing

@testable import Checks

/// Whatever a host prints, and wherever it was cut: no parser crashes, and half an answer is never a pass.
@Suite struct CutEvidenceTests {
    @Test(arguments: ["d23-vmail", "d24-sql", "d24-no-database"])
    func `no cut of any probe makes a judge crash, or a good host bad`(name: String) throws {
        let whole = try LabHost(name)
        let failing = Set(whole.judged().findings.filter { $0.verdict == .fail }.map(\.check))
        for index in whole.record.evidence.indices {
            let output = whole.record.evidence[index].output
            for length in stride(from: 0, to: output.count, by: max(1, output.count / 40)) {
                var host = whole
                host.record.evidence[index].output = Array(output.prefix(length))
                host.record.evidence[index].isCut = true
                let probe = whole.record.evidence[index].probe.rawValue
                for finding in host.judged().findings where finding.verdict == .fail {
                    #expect(
                        failing.contains(finding.check),
                        "\(probe) cut at \(length): \(finding.check) \(finding.summary)")
                }
            }
        }
    }

    @Test func `no depth of sections is too much`() {
        let text = String(repeating: "a {\n", count: 1_000_000)
        var depth = 0
        var block: ConfigurationBlock? = ConfigurationBlock(parsing: text[...])
        while let inner = block?.blocks.first { (block, depth) = (inner, depth + 1) }
        #expect(depth > 10)
    }

    @Test(arguments: ["d23-pam", "d24-vmail"])
    func `no parser crashes on garbage`(name: String) throws {
        let whole = try LabHost(name)
        for index in whole.record.evidence.indices {
            for seed in 0..<8 {
                var host = whole
                // A fixed scatter of bytes, so that a failure can be seen again.
                host.record.evidence[index].output = whole.record.evidence[index].output.enumerated().map {
                    place, byte in
                    (place &* 2_654_435_761 &+ seed &* 40_503) % 11 == 0
                        ? UInt8(truncatingIfNeeded: place &* 31 &+ seed) : byte
                }
                #expect(host.judged().findings.count == Catalogue.builtIn.checks.count)
            }
        }
    }
}
