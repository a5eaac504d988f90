import Foundation

/// The captured outputs of real hosts beside these tests.
enum EvidenceFiles {
    static var directory: String { Bundle.module.bundlePath + "/Evidence" }

    static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: "\(directory)/\(path)")))
    }

    /// A file of another folder of `Tests`, which is no resource of these.
    static func sibling(_ path: String) throws -> [UInt8] {
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        return Array(try Data(contentsOf: tests.deletingLastPathComponent().appendingPathComponent(path)))
    }

    static func decode<Value: Decodable>(_ type: Value.Type, from path: String) throws -> Value {
        try JSONDecoder().decode(type, from: Data(try bytes(path)))
    }

    /// The names in a folder without their extension, sorted.
    static func names(in folder: String, withExtension ending: String) -> [String] {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: "\(directory)/\(folder)")) ?? []
        return all.filter { $0.hasSuffix(".\(ending)") }.map { String($0.dropLast(ending.count + 1)) }.sorted()
    }
}
