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

    /// Both have found the host unknown before either notes it.
    @Test func `two keys of one name at the same moment are not both noted`() throws {
        let directory = try temporaryDirectory()
        defer { try? FileManager.default.removeItem(at: directory) }
        let file = directory.appendingPathComponent("known_hosts").path
        let hostKeys = HostKeys(KnownHosts(), policy: .acceptNew, file: file)
        let host = SSHDestination(host: "mx", user: "")
        try hostKeys.accept(key(1).blob, of: host)
        let error = #expect(throws: SSHError.self) { try hostKeys.accept(key(2).blob, of: host) }
        #expect(error?.kind == .hostKeyChanged)
        try hostKeys.accept(key(1).blob, of: host)
        #expect(try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").count == 1)
    }

    /// OpenSSH takes none since 8.8; ssh_config may ask for it.
    @Test func `RSA with SHA-1 is asked for only where it is named`() {
        #expect(!LibSSH2.hostKeyAlgorithms.contains("ssh-rsa"))
        #expect(!LibSSH2.hostKeyAlgorithms(allowing: ["ssh-ed25519", "rsa-sha2-512"]).contains("ssh-rsa"))
        #expect(LibSSH2.hostKeyAlgorithms(allowing: ["ssh-rsa"]).contains("ssh-rsa"))
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
