import Fleet
import Foundation
import Testing

@testable import Sweep

extension `Agent script` {
    @Test(arguments: shells) func `a directory with a blank in its name is one directory`(_ shell: [String]) throws {
        let folder = try Scratch()
        let logs = "\(folder.path)/mail logs"
        try FileManager.default.createDirectory(atPath: logs, withIntermediateDirectories: true)
        try folder.program("doveconf", "echo 'log_path = \(logs)/dovecot.log'")
        let script = Agent.stream(nonce: "0f1e2d3c", account: nil)
        let events = try LocalShell(shell, script: script, path: folder.path).events()
        let found = events.compactMap { if case .evidence(let evidence) = $0 { evidence } else { nil } }
        let runtime = try #require(found.first { $0.probe == "runtime" })
        let lines = String(decoding: runtime.output, as: UTF8.self).split(separator: "\n")
        let place = try #require(lines.firstIndex(of: "== logs"))
        #expect(lines[place + 1].hasPrefix("d") && lines[place + 1].hasSuffix(logs), "\(lines[place + 1])")
    }
}
