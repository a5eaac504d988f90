import Foundation

/// A directory of a test's own, which goes when nobody holds it any more.
final class Scratch: Sendable {
    /// What holds them all, for the end of the tests: what a static holds never goes by itself.
    static let root = "/tmp/dovesweep-lab-tests-\(getpid())"

    let directory: String

    init() throws {
        directory = "\(Self.root)/\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    deinit { try? FileManager.default.removeItem(atPath: directory) }

    func path(_ name: String) -> String { "\(directory)/\(name)" }

    /// Writes a file, and gives its path.
    func file(_ name: String, _ contents: String) throws -> String {
        try contents.write(toFile: path(name), atomically: false, encoding: .utf8)
        return path(name)
    }
}
