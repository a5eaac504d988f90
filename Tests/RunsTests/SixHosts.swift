import Fleet
import Foundation
import Sweep

/// The record of six hosts of the lab: three pass, two fail, and one was not swept.
enum SixHosts {
    static func lines() throws -> [UInt8] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "CommandTests/Records/six-hosts.jsonl")
        return Array(try Data(contentsOf: file))
    }

    static func record() throws -> StoredRecord { try StoredRecord(reading: lines()) }
}

/// A folder of a test's own, which goes with it.
final class Scratch {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "dovesweep-\(UUID().uuidString)").path

    init() throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func path(_ name: String) -> String { "\(folder)/\(name)" }

    func write(_ bytes: [UInt8], to name: String) throws -> String {
        try Data(bytes).write(to: URL(filePath: path(name)))
        return path(name)
    }

    func bytes(of name: String) -> [UInt8]? { FileManager.default.contents(atPath: path(name)).map(Array.init) }

    /// The permission bits.
    func mode(of name: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path(name))[.posixPermissions] as? Int
    }
}

func header(_ id: String, started: Int64 = 1_795_639_207, hosts: [String] = ["mx1"]) -> Record.Header {
    Record.Header(
        id: id, started: started, agentHash: "a", parameters: Parameters(), hosts: hosts.map { Host(name: $0) })
}
