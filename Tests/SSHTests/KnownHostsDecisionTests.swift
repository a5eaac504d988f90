import Testing

@testable import SSH

/// What is decided by known_hosts alone, without a server.
@Suite struct `Deciding by known hosts` {
    private static let blob = encodeBase64(ed25519(1))

    /// A key that no host has.
    private static func ed25519(_ seed: UInt8) -> [UInt8] {
        var writer = WireWriter()
        writer.append(string: "ssh-ed25519")
        writer.append(string: [UInt8](repeating: seed, count: 32))
        return writer.bytes
    }

    private func known(_ lines: String...) -> KnownHosts {
        var known = KnownHosts()
        known.add(file: "known_hosts", contents: Array(lines.joined(separator: "\n").utf8))
        return known
    }

    /// Such a line says that the host is no new one.
    @Test(arguments: ["@cert-authority mx ssh-ed25519", "@cert-authority *.example,mx ssh-ed25519"])
    func `a host that has a line of another kind is not accepted as new`(_ line: String) {
        let keys = HostKeys(known("\(line) \(Self.blob)"), policy: .acceptNew, file: "/dev/null/known_hosts")
        let host = SSHDestination(host: "mx", user: "")
        for attempt in [keys.verify, keys.accept] {
            let error = #expect(throws: SSHError.self) { try attempt(Self.ed25519(2), host) }
            #expect(error?.kind == .hostKeyUnknown && error?.message.contains("@cert-authority") == true)
        }
    }

    @Test(arguments: [
        ("mx1.example", 22, 1), ("MX1.Example", 22, 1), ("mx1.example", 2222, 1), ("MX1.Example", 2222, 1),
        ("mx1.example", 2223, 0), ("mx2.example", 22, 0),
    ])
    func `names are compared without case, with and without a port`(host: String, port: Int, count: Int) {
        let known = known("Mx1.example ssh-ed25519 \(Self.blob)", "[MX1.example]:2222 ssh-ed25519 \(Self.blob)")
        #expect(known.lines(for: host, port: port).count == count)
    }

    @Test(arguments: [
        (20, 20, true), (19, 20, false), (21, 20, false), (20, 19, false), (20, 21, false), (0, 20, false),
    ])
    func `a hashed name has a salt and a hash of 20 bytes`(salt: Int, hash: Int, isOne: Bool) {
        let parts = [salt, hash].map { encodeBase64([UInt8](repeating: 7, count: $0)) }
        #expect((HostPatterns("|1|\(parts[0])|\(parts[1])") != nil) == isOne)
    }
}
