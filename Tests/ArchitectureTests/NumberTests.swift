import Foundation
import Testing

/// What hosts print is read as a number by `Fleet.number`, `decimal` and `whole` alone, whose ranges keep arithmetic from
/// overflowing.
@Suite struct `Numbers` {
    /// Those that read only what an operator has written, and those that read no text: their protocols are binary.
    static let operators: Set = ["Diagnostics", "Inventory", "Policy", "SSHConfig", "TextFiles", "YAMLFiles"]
    static let binary: Set = ["Net", "SSH", "ShellQuoting", "TLS"]

    /// The compiler refuses the conversions that this file hides, in every file of its target.
    @Test func `every target that reads hosts hides the conversions that have no range`() throws {
        let guarded = Architecture.rooms.keys.filter { !Self.operators.union(Self.binary).contains($0) }
        let file = Architecture.root.appending(path: "Sources/Fleet/NoBareNumbers.swift")
        let expected = try String(contentsOf: file, encoding: .utf8)
        for name in ["FixedWidthInteger", "StringProtocol", "Int", "Double"] { #expect(expected.contains(name)) }
        for room in guarded {
            let file = Architecture.root.appending(path: "Sources/\(room)/NoBareNumbers.swift")
            #expect(try String(contentsOf: file, encoding: .utf8) == expected, "\(room)")
        }
    }

    /// What is added to the greatest of numbers overflows.
    @Test(arguments: ["Checks", "Assessment", "Reports", "Sweep", "Archive"])
    func `no range of what hosts print reaches to where sums overflow`(_ room: String) throws {
        for file in try swiftFiles(of: room) {
            let found = try lines(of: file).first { try $0.contains(Regex(#"\bnumber\(.*Int(64)?\.m(ax|in)"#)) }
            #expect(found == nil, "\(file.lastPathComponent)")
        }
    }

    /// A conversion of a text is optional, and so is unwrapped where it stands.
    @Test(arguments: binary.sorted()) func `a target whose protocols are binary converts no text`(_ room: String) throws
    {
        for file in try swiftFiles(of: room) {
            let found = try lines(of: file).first { try $0.contains(Self.unwrapped()) }
            #expect(found == nil, "\(file.lastPathComponent)")
        }
    }

    @Test(arguments: [
        "if let port = Int(text) {", "guard let a, let port = UInt16(words[1]), b else", "lines.compactMap { Int($0) }",
        "value.flatMap { Int32($0, radix: 8) }", "if Int(type) != nil {",
        "Int(String(decoding: x, as: UTF8.self)) ?? 0",
        "lines.map(Int.init)", "atoi(text)", "Double(word)!",
    ]) func `the rule for those finds a conversion, however it is unwrapped`(_ line: String) throws {
        #expect(try line.contains(Self.unwrapped()))
    }

    @Test(arguments: rooms.sorted()) func `no target that reads hosts has C or Foundation convert`(_ room: String)
        throws
    {
        for file in try swiftFiles(of: room) {
            let found = try lines(of: file).first { try $0.contains(Self.foreign()) }
            #expect(found == nil, "\(file.lastPathComponent)")
        }
    }

    static var rooms: Set<String> { Set(Architecture.rooms.keys).subtracting(operators) }

    private static func foreign() throws -> Regex<Substring> {
        try Regex(#"\b(?:ato[ifl]+|strto[a-z]+|sscanf|Scanner|NumberFormatter|integerValue|IntegerParseStrategy)\b"#)
    }

    private static func unwrapped() throws -> Regex<Substring> {
        let call = #"\b(?:U?Int(?:8|16|32|64)?|Double|Float)"#
        let argument =
            #"\((?!(?:exactly|clamping|truncatingIfNeeded|bitPattern|ascii|bigEndian):)(?:[^()]|\([^()]*\))*\)"#
        return try Regex(
            #"(?:(?:if|guard|while|,) *let \w+ = \#(call)\#(argument))|(?:(?:flat|compact)Map \{ \#(call)\(\$0(?:, radix: \d+)?\) \})"#
                + #"|(?:\#(call)\#(argument)(?: (?:!=|==) nil| \?\?|!(?!=)))|(?:\#(call)\.init)|(?:\bato[ifl]+\()"#)
    }

    private func lines(of file: URL) throws -> [Substring] {
        try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    }

    private func swiftFiles(of room: String) throws -> [URL] {
        let folder = Architecture.root.appending(path: "Sources/\(room)")
        let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
        return files.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
    }
}
