import Foundation
import Testing

/// The whole program against hosts that mean no good, or are past meaning anything: each has its row, and harms no other.
@Suite struct `Hostile hosts` {
    @Test func `each has its own outcome, and the good one among them is swept`() async throws {
        let server = try TestServer(["ForceCommand . AGENT"], address: "0.0.0.0")
        try Self.installAgents(in: server)
        let peers = try Self.peers.map { (name: $0.name, outcome: $0.outcome, listener: try Listener($0.serve)) }
        defer { for peer in peers { peer.listener.close() } }
        var hosts = peers.map { "\($0.name) ansible_host=127.0.0.1 ansible_port=\($0.listener.port)" }
        for (place, shell) in Self.shells.enumerated() {
            hosts.append("\(shell.name) ansible_host=127.0.8.\(place) ansible_port=\(server.port)")
        }
        // Nine seconds for each look inside.
        let rows = try await Program(server: server).sweepMeanwhile(hosts, "--timeout 12")
        let expected = peers.map { "\($0.name) \($0.outcome)" } + Self.shells.map { "\($0.name) \($0.outcome)" }
        #expect(rows.map { "\($0.name) \($0.outcome)" } == expected)
        for row in rows where row.outcome != "swept" { #expect(row.reason?.isEmpty == false) }
    }

    private struct Peer {
        let name: String
        let outcome: String
        let serve: @Sendable (Listener.Connection) -> Void
    }

    /// What does not even speak SSH to its end.
    private static let peers = [
        Peer(name: "silent", outcome: "no-banner") { $0.drain() },
        Peer(name: "falls-silent", outcome: "handshake") { peer in
            peer.send("SSH-2.0-test\r\n")
            peer.drain()
        },
        Peer(name: "dribbles", outcome: "no-banner") { peer in
            while peer.isOpen {
                peer.send("S")
                usleep(500_000)
            }
        },
        Peer(name: "long-banner", outcome: "no-banner") { peer in
            peer.send("SSH-2.0-" + String(repeating: "a", count: 1_000_000))
            peer.drain()
        },
        Peer(name: "exchanges-for-ever", outcome: "handshake") { peer in
            peer.send("SSH-2.0-test\r\n")
            // SSH_MSG_IGNORE: length 12, padding 4, type 2, a string of two bytes.
            while peer.isOpen {
                peer.send([0, 0, 0, 12, 4, 2, 0, 0, 0, 2, 0x41, 0x41, 0, 0, 0, 0])
                usleep(100_000)
            }
        },
    ]

    /// What lets us in, and then answers as it likes.
    private static let shells = [
        (name: "good", outcome: "swept", script: "greet \"$nonce\""),
        (name: "forges", outcome: "shell", script: "greet 0123456789abcdef"),
        (name: "gigabyte", outcome: "shell", script: "head -c 1000000000 /dev/zero"),
        (name: "one-line", outcome: "shell", script: "tr '\\0' x </dev/zero"),
        (name: "no-shell", outcome: "shell", script: "exec /nowhere/sh"),
        (
            name: "gigabyte-later", outcome: "disconnected",
            script: "printf '\\n@%s hello 1 1 0\\n' \"$nonce\"; head -c 1000000000 /dev/zero"
        ),
        (
            name: "out-of-time", outcome: "swept",
            script:
                "printf '\\n@%s hello 1 1 0\\n\\n@%s begin clock 64 99999999999\\n\\n@%s status 0\\n\\n@%s errors\\n"
                + "\\n@%s end clock done 1\\n\\n@%s bye 1\\n' \"$nonce\" \"$nonce\" \"$nonce\" \"$nonce\" \"$nonce\" \"$nonce\""
        ),
        (name: "hangs", outcome: "timeout", script: "printf '\\n@%s hello 1 1 0\\n' \"$nonce\"; exec sleep 60"),
    ]

    /// Which one a host is, its address tells.
    private static func installAgents(in server: TestServer) throws {
        let cases = shells.enumerated().map { place, shell in "*' 127.0.8.\(place) '*) \(shell.script);;" }
        let script = """
            greet() { printf '\\n@%s hello 1 0 0\\n\\n@%s bye 0\\n' "$1" "$1"; }
            while IFS= read -r line; do case $line in "dovesweep_agent '"*) break;; esac; done
            nonce=${line#*\\'}
            nonce=${nonce%%\\'*}
            case $SSH_CONNECTION in
            \(cases.joined(separator: "\n"))
            esac
            """
        try script.write(toFile: server.path("agent"), atomically: true, encoding: .utf8)
    }
}
