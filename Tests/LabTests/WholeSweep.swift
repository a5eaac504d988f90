import Foundation

/// One sweep of the whole lab, which all tests look at.
struct WholeSweep: Sendable {
    /// Hosts whose sweep takes longest, since their Dovecot keeps everybody waiting for its greeting, or their dead
    /// database for an answer. They come first in the inventory.
    static let slow = ["d23-base-dir", "d24-cram-md5"]

    static let shared = Task { try await WholeSweep() }

    let ended: Program.Ended
    let report: RunReport
    let record: String
    let json: String
    private let scratch: Scratch

    private init() async throws {
        scratch = try Scratch()
        let first = try scratch.file("first.ini", "[first]\n" + Self.slow.joined(separator: "\n") + "\n")
        json = scratch.path("report.json")
        record = scratch.path("record.jsonl")
        let inventories = ["--inventory", first, "--inventory", Lab.inventory]
        ended = try await Program.run(
            Dovesweep.command(
                ["sweep"] + inventories + ["--known-hosts", Lab.knownHosts] + Dovesweep.patience
                    + ["--output", "table", "--output", "json:\(json)", "--record", record]))
        guard FileManager.default.fileExists(atPath: json) else {
            throw TestFailure("the sweep ended with \(ended.status) and no report: \(ended.errors)")
        }
        report = try RunReport(contentsOf: json)
    }
}
