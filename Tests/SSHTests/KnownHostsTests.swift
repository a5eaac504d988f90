import Foundation
import Testing

@testable import SSH

@Suite struct KnownHostsTests {
    private let keys = ["ssh-ed25519", "ecdsa-sha2-nistp256"].map { type in (type, sample(type, 1)) }

    @Test func `names, ports, globs and exclusions are matched as ssh-keygen matches them`() throws {
        let lines = [
            "plain.example.net", "One.Example.net,two.example.net", "[port.example.net]:2222", "*.glob.example.net",
            "?.short.example.net", "*.mixed.example.net,!bad.mixed.example.net", "192.0.2.7,[192.0.2.7]:2200",
            "2001:db8::7", "[2001:db8::7]:2200", "*", "!*.glob.example.net,*.example.net",
        ].map { "\($0) \(keys[0].0) \(keys[0].1)" }
        let names = [
            "plain.example.net", "PLAIN.example.net", "one.example.net", "two.example.net", "port.example.net",
            "[port.example.net]:2222", "a.glob.example.net", "a.b.glob.example.net", "glob.example.net",
            "a.short.example.net", "ab.short.example.net", "good.mixed.example.net", "bad.mixed.example.net",
            "192.0.2.7", "[192.0.2.7]:2200", "192.0.2.70", "2001:db8::7", "[2001:db8::7]:2200", "other.test",
        ]
        try agree(on: names, lines: lines)
    }

    @Test func `hashed names are found as ssh-keygen finds them`() throws {
        let names = ["one.example.net", "[two.example.net]:2222", "192.0.2.7", "2001:db8::7"]
        let directory = try temporaryDirectory()
        defer { try? FileManager.default.removeItem(at: directory) }
        let file = directory.appendingPathComponent("known_hosts").path
        try (names.map { "\($0) \(keys[0].0) \(keys[0].1)" }.joined(separator: "\n") + "\n")
            .write(toFile: file, atomically: true, encoding: .utf8)
        try run("/usr/bin/ssh-keygen", "-H", "-f", file)
        let hashed = try String(contentsOfFile: file, encoding: .utf8)
        #expect(!hashed.contains("example"))
        try agree(
            on: names + ["two.example.net", "three.example.net"], lines: hashed.split(separator: "\n").map(String.init))
    }

    @Test func `a line that does not parse is reported with its file and number`() {
        let good = "a.example.net \(keys[0].0) \(keys[0].1)"
        let bad = [
            "alone", "two fields", "host ssh-ed25519 not/base64!", "host ssh-ed25519 \(keys[1].1)",
            "host 1024 35 123456", "@unknown \(good)", "|1|short|short= \(keys[0].0) \(keys[0].1)",
            "host ssh-ed25519 \(keys[0].1.dropLast(8))",
        ]
        for line in bad {
            let known = read([good, "# comment", "", line, "  " + good + " a comment\r"])
            #expect(known.problems.map(\.line) == [4], "\(line)")
            #expect(known.problems.first?.file == "known_hosts")
            #expect(known.lines(for: "a.example.net", port: 22).count == 2)
        }
    }

    @Test func `a key is known, changed, unknown or revoked`() throws {
        let known = read([
            "a \(keys[0].0) \(keys[0].1)", "@revoked * \(keys[1].0) \(keys[1].1)",
            "@cert-authority c \(keys[0].0) \(keys[0].1)",
        ])
        #expect(judge(known, keys[0].1, "a") == "known")
        #expect(judge(known, sample("ssh-ed25519", 2), "a") == "changed 1")
        #expect(judge(known, sample("ecdsa-sha2-nistp256", 2), "a") == "changed 1")
        #expect(judge(known, keys[1].1, "a") == "revoked 2")
        #expect(judge(known, keys[0].1, "b") == "unknown []")
        #expect(judge(known, keys[0].1, "c") == "unknown [3]")
    }

    @Test func `a host on another port may be known by its name alone, but not refused by it`() {
        let known = read(["a \(keys[0].0) \(keys[0].1)"])
        #expect(judge(known, keys[0].1, "a", port: 2222) == "known")
        #expect(judge(known, sample("ssh-ed25519", 2), "a", port: 2222) == "unknown []")
    }

    @Test func `a host that is known by a key that cannot be asked for is unknown, not changed`() {
        let known = read(["a ssh-dss \(sample("ssh-dss", 1))"])
        #expect(judge(known, keys[0].1, "a") == "unknown [1]")
    }

    @Test func `the types of a host's keys are asked for as ssh does, the best first`() {
        let known = read([
            "a ecdsa-sha2-nistp256 \(keys[1].1)", "a ssh-ed25519 \(keys[0].1)",
            "@revoked a ssh-rsa \(sample("ssh-rsa", 1))",
        ])
        #expect(known.keyTypes(of: "A", port: 22) == ["ssh-ed25519", "ecdsa-sha2-nistp256"])
    }

    /// Compares, name by name, the lines that we find with those that `ssh-keygen -F` finds.
    private func agree(on names: [String], lines: [String]) throws {
        let directory = try temporaryDirectory()
        defer { try? FileManager.default.removeItem(at: directory) }
        let file = directory.appendingPathComponent("known_hosts").path
        try (lines.joined(separator: "\n") + "\n").write(toFile: file, atomically: true, encoding: .utf8)
        let known = read(lines)
        #expect(known.problems.isEmpty)
        for name in names {
            let theirs = (try? run("/usr/bin/ssh-keygen", "-F", name, "-f", file)) ?? ""
            let numbers = theirs.split(separator: "\n").compactMap { line in
                line.hasPrefix("# Host") ? Int(line.split(separator: " ").last ?? "") : nil
            }
            let parts = name.hasPrefix("[") ? name.dropFirst().components(separatedBy: "]:") : [name, "22"]
            let ours = known.lines(for: parts[0], port: try #require(Int(parts[1]))).map(\.number)
            #expect(ours == numbers, "\(name)")
        }
    }

    private func read(_ lines: [String]) -> KnownHosts {
        var known = KnownHosts()
        known.add(file: "known_hosts", contents: Array(lines.joined(separator: "\n").utf8))
        return known
    }

    private func judge(_ known: KnownHosts, _ key: String, _ host: String, port: Int = 22) -> String {
        switch known.judge(decodeBase64(key.utf8) ?? [], of: host, port: port) {
        case .known: "known"
        case .changed(let line): "changed \(line.number)"
        case .revoked(let line): "revoked \(line.number)"
        case .unknown(let lines): "unknown \(lines.map(\.number))"
        }
    }
}

/// A key of a type that no host has, in Base64.
private func sample(_ type: String, _ seed: UInt8) -> String {
    var writer = WireWriter()
    writer.append(string: type)
    writer.append(string: [UInt8](repeating: seed, count: 32))
    return encodeBase64(writer.bytes)
}
