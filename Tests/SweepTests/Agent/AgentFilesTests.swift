import Foundation
import Testing

@testable import Sweep

/// The shell files that the agent is joined from.
@Suite struct AgentFilesTests {
    @Test func `the program has the files of the folder, and no others`() throws {
        #expect(try Self.onDisk().sorted() == AgentFiles.all.keys.sorted())
    }

    @Test(arguments: AgentFiles.all.keys.sorted()) func `each file but the frame is read once`(_ file: String) {
        let reading = AgentFiles.all.values.flatMap { Self.lines(of: $0) }.filter { Self.fileRead(by: $0) == file }
        #expect(reading.count == (file == "frame.sh" ? 0 : 1))
    }

    @Test func `no command that reads a file is left in the script`() {
        #expect(Self.lines(of: Agent.script()).compactMap(Self.fileRead) == [])
    }

    @Test(arguments: AgentFiles.all.keys.sorted()) func `each file begins with what it is`(_ file: String) throws {
        let first = try #require(Self.lines(of: AgentFiles.all[file] ?? []).first)
        let folder = file.split(separator: "/")[0]
        switch folder {
        case "Tools": #expect(first.hasPrefix("# Tools: "))
        case "Probes": #expect(first.hasPrefix("# Probe \(Self.probe(of: file)): "))
        default: #expect(first.hasPrefix("# Frame: "))
        }
    }

    @Test func `each probe has a file of its name, and the files are in the order in which probes run`() {
        let files = AgentFiles.all.keys.filter { $0.hasPrefix("Probes/") && $0.count(where: { $0 == "/" }) == 1 }
        let calls = Self.lines(of: AgentFiles.all["frame.sh"] ?? []).compactMap { line -> String? in
            guard let text = line.firstRange(of: "'. Probes/") else { return nil }
            return line[..<text.lowerBound].split(separator: " ").first { AgentFiles.probeNames.contains(String($0)) }
                .map(String.init)
        }
        #expect(files.sorted().map(Self.probe) == calls)
        #expect(Set(calls) == AgentFiles.probeNames)
    }

    @Test func `a file's text stands where it is read, without the comments at its head`() {
        let joined = Self.join([
            "frame.sh": "# Frame: all\n\n# kept\nbegin() {\n    . Frame/run.sh\n}\nprobe a 5 '. Probes/10-a.sh'\nend\n",
            "Frame/run.sh": "# Frame: run\n# more\n\n# run NAME\nrun\n",
            "Probes/10-a.sh": "# Probe a: one\na --version\n",
        ])
        #expect(joined == "# kept\nbegin() {\n    \n# run NAME\nrun\n}\nprobe a 5 'a --version'\nend\n")
    }

    @Test func `quotes of a text in quotes are escaped, at each level`() {
        let joined = Self.join([
            "frame.sh": "probe a 5 '. Probes/10-a.sh'\n",
            "Probes/10-a.sh": "# Probe a: it's one\n\necho 'x'\nvisit='. Probes/a/visit.sh'\n",
            "Probes/a/visit.sh": "# Probe a: two\necho 'y'\n",
        ])
        let visit = #"echo '\''\'\'''\''y'\''\'\'''\'''\''"#
        #expect(joined == "probe a 5 '\necho '\\''x'\\''\nvisit='\\''\(visit)'\n")
    }

    private static func join(_ files: [String: String]) -> String {
        String(decoding: AgentFiles.join(files.mapValues { Array($0.utf8) }), as: UTF8.self)
    }

    private static func lines(of bytes: [UInt8]) -> [Substring] {
        String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    }

    private static func fileRead(by line: Substring) -> String? {
        guard let command = line.firstMatch(of: /(?:^ *|')\. ([A-Za-z0-9\/-]+\.sh)/) else { return nil }
        return String(command.1)
    }

    /// `account` of `Probes/60-account.sh` and of `Probes/account/visit.sh`.
    private static func probe(of file: String) -> String {
        let parts = file.split(separator: "/")
        return parts.count > 2 ? String(parts[1]) : String(parts[1].dropFirst(3).dropLast(3))
    }

    private static func onDisk() throws -> [String] {
        var root = URL(filePath: #filePath)
        for _ in 0..<4 { root.deleteLastPathComponent() }
        let folder = root.appending(path: "Sources/Sweep/Agent")
        return try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".sh") }
    }
}
