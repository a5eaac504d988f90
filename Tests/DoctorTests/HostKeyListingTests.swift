import Fleet
import Foundation
import Net
import Reach
import Sweep
import Testing

@testable import Doctor
@testable import SSH

/// The host keys that are printed to approve.
@Suite struct `A list of host keys` {
    private static let key = HostKey(blob: blob(1))

    private static func blob(_ seed: UInt8) -> [UInt8] {
        var writer = WireWriter()
        writer.append(string: "ssh-ed25519")
        writer.append(string: [UInt8](repeating: seed, count: 32))
        return writer.bytes
    }

    /// `known`: the lines of known_hosts.
    private static func words(
        for rows: [HostKeyListing.Row], known: String = ""
    ) async throws -> HostKeyListing.Words {
        let file = FileManager.default.temporaryDirectory.appending(path: "known-\(UUID().uuidString)")
        try Data(known.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let trust = HostKeyTrust(file: file.path)
        let reactor = Reactor()
        let access = try await SSHAccess(to: [], trust: trust, localUser: "op", on: reactor) { _ in nil }
        let listing = HostKeyListing(
            knownHosts: try KnownHostsFiles(for: rows.map(\.host.sshSettings), trust),
            jumps: JumpHosts(access, prompter: nil, on: reactor), crowd: HostPool(width: 1), timeout: .seconds(60))
        return listing.words(for: rows)
    }

    private static func row(_ names: [String], _ result: Result<[HostKey], HostFailure>) -> HostKeyListing.Row {
        var host = Fleet.Host(name: names[0])
        host.address = "mx1"
        return HostKeyListing.Row(names: names, host: host, result: result)
    }

    private static var line: String { key.knownHostsLine(for: SSHDestination(host: "mx1", user: "")) }

    @Test func `has a line for a key that is not known`() async throws {
        let words = try await Self.words(for: [Self.row(["mx1", "alias"], .success([Self.key]))])
        #expect(words.lines == ["# mx1, alias \(Self.key.fingerprint) (ED25519)", Self.line])
        #expect(words.remarks == ["hosts: 0 known already, 1 to approve, 0 not verified or not reached"])
        #expect(words.isWell)
    }

    @Test func `has none for a known key`() async throws {
        let words = try await Self.words(for: [Self.row(["mx1"], .success([Self.key]))], known: Self.line + "\n")
        #expect(words.lines.isEmpty && words.isWell)
        #expect(words.remarks == ["hosts: 1 known already, 0 to approve, 0 not verified or not reached"])
    }

    @Test func `has none for a key that has changed, and the command fails`() async throws {
        let changed = HostKey(blob: Self.blob(2))
        let words = try await Self.words(for: [Self.row(["mx1"], .success([changed]))], known: Self.line + "\n")
        #expect(words.lines.isEmpty && !words.isWell)
        #expect(words.remarks[0].hasPrefix("mx1: the host key has changed: "))
    }

    @Test func `tells the hosts that were not reached`() async throws {
        let failure = HostFailure(.refused, "nothing listens")
        let words = try await Self.words(for: [Self.row(["mx1"], .failure(failure))])
        #expect(words.remarks[0] == "mx1: refused: nothing listens" && !words.isWell)
    }

    @Test func `has no line that a host's name could forge`() async throws {
        let words = try await Self.words(for: [Self.row(["mx1\nmx2 ssh-ed25519 AAAA"], .success([Self.key]))])
        #expect(words.lines.count == 2 && words.lines.allSatisfy { !$0.contains("\n") })
    }
}
