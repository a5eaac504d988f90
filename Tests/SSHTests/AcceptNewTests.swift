import Foundation
import Testing

@testable import SSH

@Suite struct `Noting new host keys` {
    @Test func `fifty hosts at once, and another program that appends, leave no line torn or double`() async throws {
        let directory = try temporaryDirectory()
        defer { try? FileManager.default.removeItem(at: directory) }
        let file = directory.appendingPathComponent("known_hosts").path
        let theirs = (0..<200).map { "other\($0) \(key(1000 + $0).type) \(encodeBase64(key(1000 + $0).blob))" }
        try theirs.joined(separator: "\n").write(toFile: file + ".lines", atomically: true, encoding: .utf8)
        let appender = try spawn(
            "/bin/bash",
            [
                "-c",
                "while read -r line || [ \"$line\" ]; do flock \(file) -c \"echo '$line' >>\(file)\"; done <\(file).lines",
            ])
        let hostKeys = HostKeys(KnownHosts(), policy: .acceptNew, file: file)
        try await withThrowingTaskGroup { group in
            for number in 0..<50 {
                for _ in 0..<3 {
                    group.addTask { @concurrent in
                        let host = SSHDestination(host: "mx\(number)", port: 22, user: "")
                        try hostKeys.verify(key(number).blob, of: host)
                    }
                }
            }
            try await group.waitForAll()
        }
        waitpid(appender, nil, 0)
        let lines = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").map(String.init)
        let ours = (0..<50).map { key($0).knownHostsLine(for: SSHDestination(host: "mx\($0)", user: "")) }
        #expect(lines.sorted() == (ours + theirs).sorted())
    }

    /// Both find the host unknown before either has noted it.
    @Test func `two keys of one name at the same moment are not both noted`() async throws {
        for round in 0..<20 {
            let directory = try temporaryDirectory()
            defer { try? FileManager.default.removeItem(at: directory) }
            let file = directory.appendingPathComponent("known_hosts").path
            let hostKeys = HostKeys(KnownHosts(), policy: .acceptNew, file: file)
            let taken = await withTaskGroup(of: Bool.self) { group in
                for number in 0..<8 {
                    group.addTask { @concurrent in
                        let host = SSHDestination(host: "mx", user: "")
                        return (try? hostKeys.verify(key(1000 * round + number).blob, of: host)) != nil
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(taken == 1)
            #expect(try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").count == 1)
        }
    }

    @Test func `two sweeps that note the same host leave one line, or two that agree`() throws {
        let directory = try temporaryDirectory()
        defer { try? FileManager.default.removeItem(at: directory) }
        let file = directory.appendingPathComponent("known_hosts").path
        for _ in 0..<2 {
            try HostKeys(KnownHosts(), policy: .acceptNew, file: file)
                .verify(key(1).blob, of: SSHDestination(host: "mx", user: ""))
        }
        var known = KnownHosts()
        known.add(file: file, contents: Array(try Data(contentsOf: URL(filePath: file))))
        #expect(known.problems.isEmpty)
        try HostKeys(known, file: file).verify(key(1).blob, of: SSHDestination(host: "mx", user: ""))
    }
}

/// A key that no host has.
private func key(_ seed: Int) -> HostKey {
    var writer = WireWriter()
    writer.append(string: "ssh-ed25519")
    writer.append(string: (0..<32).map { UInt8(truncatingIfNeeded: seed >> ($0 % 2 * 8)) })
    return HostKey(blob: writer.bytes)
}
