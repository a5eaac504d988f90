import Assessment
import Fleet
import Foundation
import RunSamples
import Testing

@testable import Reports

/// The page in Chromium, as a person uses it.
@Suite(.serialized) struct PageTests {
    @Test func `a person finds out what is wrong`() throws {
        try play(
            ["search", "filters", "keyboard", "mouse", "causes", "copy", "print", "tree", "dark", "narrow"],
            Samples.night)
    }

    @Test func `a person sees what is waived, and since when it fails`() throws { try play(["waived"], Samples.waived) }

    @Test func `a person sees what changed`() throws {
        func run(_ results: [HostResult], _ fact: String) -> Run {
            var run = Samples.morning
            run.hosts = results.enumerated().map { place, result in
                var result = result
                result.host.name = "mx\(place + 1)"
                result.facts = ["os": fact]
                return result
            }
            return run
        }
        func healthy() -> HostResult {
            var result = Samples.expired("x")
            result.findings = result.findings.map { finding in
                var finding = finding
                finding.verdict = .pass
                return finding
            }
            return result
        }
        let expired = Samples.expired("x")
        let before = run([healthy(), healthy(), expired, expired, healthy()], "Debian 12")
        let after = run([expired, expired, healthy(), expired], "Debian 13")
        let page = ReportFormat.html.render(Comparison(before, after))
        #expect(try Python.run("Browser/page.py", ["comparison"], files: [page]) == "")
    }

    @Test func `5,000 hosts are no burden`() throws {
        var run = Samples.night
        run.hosts = (1...5000).map { number in
            let name = "mx\(number).example.net"
            var result = number % 50 == 0 ? Samples.expired(name) : Samples.healthy(1...1)[0]
            result.host.name = name
            return result
        }
        try play(["many"], run)
    }

    @Test func `no text of a host runs or loads anything`() throws {
        var run = Samples.night
        let attacks = HostileShapeTests.attacks.merging(HostileShapeTests.floods) { $1 }
        run.hosts = attacks.sorted { $0.key < $1.key }.map { name, attack in
            let finding = Finding(
                check: "tls.expiry", item: .tls, verdict: .fail, summary: attack, signature: name,
                evidence: [.init(probe: attack, excerpt: attack)],
                remedy: [.run("echo \(attack)"), .note("See \(attack).")])
            var result = Samples.result(Samples.host(name) { $0.groups = [attack] }, cause: finding)
            result.reason = attack
            result.facts = [attack: attack]
            return result
        }
        try play(["hostile"], run)
    }

    @Test(arguments: [("page.css", Page.styleHash), ("page.js", Page.scriptHash)])
    func `the page's policy names the style and the script that it has`(file: String, hash: String) throws {
        let path = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../Sources/Reports/HTML/\(file)").standardized.path
        let program =
            "import sys,hashlib,base64;"
            + "print(base64.b64encode(hashlib.sha256(open(sys.argv[1],'rb').read()).digest()).decode(),end='')"
        #expect(try "sha256-" + Python.program("/usr/bin/python3", ["-c", program, path]) == hash)
    }

    private func play(_ scenes: [String], _ run: Run) throws {
        let text = ReportFormat.html.render(Samples.report(run))
        #expect(try Python.run("Browser/page.py", [scenes.joined(separator: ",")], files: [text]) == "")
    }
}
