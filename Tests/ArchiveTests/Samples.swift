import Fleet
import Foundation

@testable import Archive

/// A directory of a test's own with a place for an archive, which goes when nobody holds it any more.
final class Place {
    let folder = FileManager.default.temporaryDirectory.appending(path: "dovesweep-\(UUID().uuidString)").path
    var path: String { folder + "/archive.sqlite" }

    init() throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func archive() throws -> Archive { try Archive(path: path) }
}

/// A run's header; the runs of one test differ by their numbers, and begin one after another.
func header(_ number: Int, hosts: [String] = ["mx1", "mx2"]) -> Fleet.Record.Header {
    Fleet.Record.Header(
        id: "run-\(number)", started: 1_000_000 + Int64(number), agentHash: "a", parameters: Parameters(),
        hosts: hosts.map { Fleet.Host(name: $0) })
}

/// A run of one host with these findings, as it was judged.
func run(_ number: Int, host: String = "mx1", _ findings: [(check: String, verdict: Verdict, signature: String)]) -> Run
{
    let findings = findings.map { found in
        Finding(
            check: found.check, item: Item(check: found.check) ?? .config, verdict: found.verdict, summary: "said",
            signature: found.signature)
    }
    let result = HostResult(host: Fleet.Host(name: host), outcome: .swept, findings: findings)
    return Run(
        id: "run-\(number)", started: 1_000_000 + Int64(number), seconds: 1, catalogueHash: "c", agentHash: "a",
        hosts: [result])
}

extension Archive {
    /// Stores a run as a sweep does.
    func keep(_ run: Run, name: String? = nil) throws {
        var header = header(0, hosts: run.hosts.map(\.host.name))
        (header.id, header.started) = (run.id, run.started)
        try begin(header, name: name)
        try finish(run.id, seconds: run.seconds, interruption: run.interruption)
        try keep(run, document: Array("{}".utf8))
    }
}
