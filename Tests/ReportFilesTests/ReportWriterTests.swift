import Diagnostics
import Foundation
import Testing

@testable import ReportFiles

/// A folder of a test's own, which goes with it.
final class Scratch {
    let folder = FileManager.default.temporaryDirectory.appending(path: "dovesweep-\(UUID().uuidString)").path

    init() throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func path(_ name: String) -> String { "\(folder)/\(name)" }

    func text(of name: String) throws -> String { try String(contentsOfFile: path(name), encoding: .utf8) }

    func write(_ text: String, to name: String, mode: Int = 0o644) throws {
        try Data(text.utf8).write(to: URL(filePath: path(name)))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path(name))
    }

    func mode(of name: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path(name))[.posixPermissions] as? Int
    }

    func files() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder).sorted() }
}

/// A report is in its file whole, or the file is as it was.
@Suite struct `A report's file` {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func written(_ text: String, to name: String) -> ReportWriter.Written {
        ReportWriter.Written(path: scratch.path(name)) { Array(text.utf8) }
    }

    @Test func `is new or replaced, and nothing is left beside it`() throws {
        try scratch.write("old, and longer", to: "a")
        try ReportWriter.write([written("new", to: "a"), written("other", to: "b")], answer: "all pass")
        #expect(try scratch.text(of: "a") == "new")
        #expect(try scratch.text(of: "b") == "other")
        #expect(try scratch.files() == ["a", "b"])
    }

    @Test(arguments: [0o600, 0o640, 0o604]) func `keeps its mode when it is replaced`(mode: Int) throws {
        try scratch.write("old", to: "a", mode: mode)
        try ReportWriter.write([written("new", to: "a")], answer: "all pass")
        #expect(try scratch.mode(of: "a") == mode)
    }

    @Test func `of which one fails does not stop the others, and the failure has the answer`() throws {
        var isComplete = false
        let failure = #expect(throws: CommandFailure.self) {
            try ReportWriter.write(
                [written("lost", to: "nowhere/a"), written("kept", to: "b")], answer: "2 of 6 hosts fail",
                again: { "dovesweep report 1" }, then: { isComplete = true })
        }
        #expect(failure?.status == ExitStatus.notWritten)
        let lines = (failure?.message ?? "").split(separator: "\n").map(String.init)
        #expect(
            lines.count == 3 && lines[0].hasPrefix("the report \(scratch.path("nowhere/a")) could not be written: "))
        #expect(lines.dropFirst().first?.hasSuffix("and type: dovesweep report 1") == true)
        #expect(lines.last == "result: 2 of 6 hosts fail")
        #expect(isComplete)
        #expect(try scratch.text(of: "b") == "kept")
    }

    @Test func `that is whole is not offered again if the run is not`() throws {
        let failure = #expect(throws: CommandFailure.self) {
            try ReportWriter.write(
                [written("kept", to: "a")], answer: "all pass", again: { "dovesweep report 1" },
                then: { throw CommandFailure(ExitStatus.notWritten, "the run is not stored") })
        }
        #expect(failure?.message == "the run is not stored\nresult: all pass")
    }

    @Test func `is refused before the sweep if it cannot be written`() throws {
        #expect(throws: CommandFailure.self) { try ReportWriter.check([scratch.folder]) }
        #expect(throws: CommandFailure.self) { try ReportWriter.check([scratch.path("nowhere/a")]) }
        try ReportWriter.check([nil, scratch.path("a"), "in-this-folder"])
    }

    @Test func `is not replaced if it is a device`() throws {
        try ReportWriter.write([ReportWriter.Written(path: "/dev/null") { [1] }], answer: "all pass")
        #expect(
            try FileManager.default.attributesOfItem(atPath: "/dev/null")[.type] as? FileAttributeType != .typeRegular)
        let failure = #expect(throws: CommandFailure.self) {
            try ReportWriter.write([ReportWriter.Written(path: "/dev/full") { [1] }], answer: "all pass")
        }
        #expect(failure?.message.contains("No space left on device") == true)
    }
}
