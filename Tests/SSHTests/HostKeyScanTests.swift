import Foundation
import Net
import Synchronization
import Testing

@testable import SSH

@Suite struct `Fetching host keys` {
    @Test func `the lines are those that ssh-keyscan prints`() async throws {
        let server = try TestServer(hostKeys: ["ed25519", "ecdsa", "rsa"])
        let theirs = try run("/usr/bin/ssh-keyscan", "-t", "ed25519,ecdsa", "-p", "\(server.port)", "127.0.0.1")
        let destination = SSHDestination(host: "127.0.0.1", port: server.port, user: "")
        let ours = try await fetch(destination).filter { $0.kind != "RSA" }
        #expect(ours.map(\.kind) == ["ED25519", "ECDSA"])
        let lines = ours.map { $0.knownHostsLine(for: destination) }
        #expect(lines.sorted() == theirs.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }.sorted())
        for (key, type) in zip(ours, ["ed25519", "ecdsa"]) {
            let shown = try run("/usr/bin/ssh-keygen", "-lf", server.path("host_\(type).pub"))
            #expect(shown.contains(key.fingerprint) && shown.hasSuffix("(\(key.kind))\n"))
        }
    }

    @Test(arguments: [
        (["ecdsa-sha2-nistp256"], ["ECDSA"]), (["ecdsa-sha2-nistp256", "ssh-ed25519"], ["ED25519", "ECDSA"]),
    ])
    func `of the kinds that are allowed only`(_ allowed: [String], _ kinds: [String]) async throws {
        let server = try TestServer(hostKeys: ["ed25519", "ecdsa"])
        let destination = SSHDestination(host: "127.0.0.1", port: server.port, user: "")
        #expect(try await fetch(destination, allowing: SSHAlgorithms(hostKeys: allowed)).map(\.kind) == kinds)
    }

    @Test func `by the algorithms that are allowed`() async throws {
        let server = try TestServer(["KexAlgorithms ecdh-sha2-nistp384"])
        let destination = SSHDestination(host: "127.0.0.1", port: server.port, user: "")
        let allowed = SSHAlgorithms(keyExchanges: ["curve25519-sha256"])
        let error = await #expect(throws: SSHError.self) { try await fetch(destination, allowing: allowed) }
        #expect(error?.kind == .handshake)
        #expect(try await fetch(destination).count == 1)
    }

    @Test func `doctor asks a host again that hangs up at first`() async throws {
        let server = try TestServer()
        let visits = Mutex(0)
        let listener = try Listener { peer in
            let visit = visits.withLock { count in
                count += 1
                return count
            }
            if visit > 2 { relay(peer, to: server.port) }
        }
        defer { listener.close() }
        try "".write(toFile: server.path("known"), atomically: true, encoding: .utf8)
        let shown = try await meanwhile {
            try run(
                Program.path, "doctor", "--host-keys", "-i",
                Self.inventory("mx ansible_host=127.0.0.1 ansible_port=\(listener.port)", in: server), "--known-hosts",
                server.path("known"))
        }
        #expect(shown.contains("# mx SHA256:") && shown.contains("[127.0.0.1]:\(listener.port) ssh-ed25519 "))
        #expect(visits.withLock { $0 } == 3)
    }

    @Test func `hosts that say nothing hold up nobody's keys`() async throws {
        let server = try TestServer()
        // Those who were silent are given up by the client; `-1`: nobody has come to the host that answers yet.
        let givenUp = Mutex(0)
        let givenUpBefore = Mutex(-1)
        let silent = try (1...3).map { _ in
            try Listener { peer in
                while !peer.receive().isEmpty {}
                givenUp.withLock { $0 += 1 }
            }
        }
        let good = try Listener { peer in
            givenUpBefore.withLock { before in if before < 0 { before = givenUp.withLock { $0 } } }
            relay(peer, to: server.port)
        }
        defer {
            for listener in silent + [good] { listener.close() }
        }
        let hosts = zip(["silent1", "silent2", "silent3", "mx"], silent + [good]).map {
            "\($0) ansible_host=127.0.0.1 ansible_port=\($1.port)"
        }
        try "".write(toFile: server.path("known"), atomically: true, encoding: .utf8)
        let inventory = try Self.inventory(hosts.joined(separator: "\n"), in: server)
        let shown = try await meanwhile {
            try run(
                "/bin/sh", "-c", #""$@" || test $? = 1"#, "sh", Program.path, "doctor", "--host-keys", "-c", "1",
                "--timeout", "5", "-i", inventory, "--known-hosts", server.path("known"))
        }
        #expect(shown.contains("# mx SHA256:"))
        #expect(givenUpBefore.withLock { $0 } == 0)
    }

    private static func inventory(_ line: String, in server: TestServer) throws -> String {
        try (line + "\n").write(toFile: server.path("hosts"), atomically: true, encoding: .utf8)
        return server.path("hosts")
    }

    @Test func `nobody logs in`() async throws {
        let server = try TestServer(hostKeys: ["ed25519", "ecdsa"])
        _ = try await fetch(SSHDestination(host: "127.0.0.1", port: server.port, user: ""))
        #expect(!server.log.contains("Failed") && !server.log.contains("Accepted"))
    }

    @Test func `a host is known by one key, and refused for one that changed`() async throws {
        let server = try TestServer(hostKeys: ["ed25519", "ecdsa"])
        let destination = SSHDestination(host: "127.0.0.1", port: server.port, user: "")
        let keys = try await fetch(destination)
        let other = try server.key("ecdsa", name: "other")
        let wrong = try String(contentsOfFile: other + ".pub", encoding: .utf8)
        let right = keys[0].knownHostsLine(for: destination)
        #expect(standing(of: destination, keys, "") == .unknown)
        #expect(standing(of: destination, keys, right) == .known)
        let answer = standing(of: destination, keys, "\(right)\n[127.0.0.1]:\(server.port) \(wrong)")
        guard case .refused(let error) = answer else { throw TestFailure(description: "\(answer)") }
        #expect(error.kind == .hostKeyChanged)
        #expect(error.message.contains(keys[1].fingerprint))
        let revoked =
            "\(right)\n@revoked * \(keys[1].knownHostsLine(for: destination).split(separator: " ", maxSplits: 1)[1])"
        guard case .refused = standing(of: destination, keys, revoked) else {
            throw TestFailure(description: "a revoked key was not refused")
        }
    }

    private func standing(of destination: SSHDestination, _ keys: [HostKey], _ text: String) -> HostKeys.Standing {
        var known = KnownHosts()
        known.add(file: "known_hosts", contents: Array(text.utf8))
        return HostKeys(known, file: "known_hosts").standing(of: destination, showing: keys)
    }

    private func fetch(
        _ destination: SSHDestination, allowing algorithms: SSHAlgorithms = SSHAlgorithms()
    ) async throws -> [HostKey] {
        try await onReactor { reactor in
            try await hostKeys(of: destination, allowing: algorithms) { body in
                try await reactor.withStream(to: destination, announce: { _ in }, body)
            }
        }
    }
}
