import Foundation
import Net
import SSH
import Testing

/// Our verdict on a host key against that of ssh itself, for everything that known_hosts may say.
@Suite struct `Host keys as ssh judges them` {
    let server: TestServer
    let key: String
    private let keys: [(name: String, text: String)]

    init() throws {
        server = try TestServer(hostKeys: ["ed25519", "ecdsa"])
        key = try server.key("ed25519")
        var keys: [(name: String, text: String)] = []
        for (name, type, file) in [
            ("ED'", "ed25519", "other_ed"), ("EC'", "ecdsa", "other_ec"), ("EC384'", "ecdsa-384", "other_384"),
            ("ED25519", "", "host_ed25519"), ("ED", "", "host_ed25519"), ("EC", "", "host_ecdsa"),
        ] {
            let path = server.path(file)
            if !type.isEmpty {
                let bits = type == "ecdsa-384" ? ["-t", "ecdsa", "-b", "384"] : ["-t", type]
                try run("/usr/bin/ssh-keygen", ["-q", "-N", "", "-f", path] + bits)
            }
            let parts = try String(contentsOfFile: path + ".pub", encoding: .utf8).split(separator: " ")
            keys.append((name, name == "ED25519" ? String(parts[1]) : parts[..<2].joined(separator: " ")))
        }
        self.keys = keys
    }

    @Test func `each variant of known_hosts leads to the same verdict`() async throws {
        for variant in KnownHostsVariant.all {
            let files = try write(variant)
            let theirs = try ssh(variant, files)
            let ours = try await dovesweep(variant, files)
            #expect(ours == theirs, "\(variant.what): \(variant.files) \(variant.system)")
        }
    }

    private enum Verdict: String {
        case accepted, unknown, changed, revoked
    }

    /// The user's files and, last, the system's.
    private func write(_ variant: KnownHostsVariant) throws -> [String] {
        let name = variant.port == 22 ? variant.host : "[\(variant.host)]:\(variant.port)"
        return try (variant.files + [variant.system]).enumerated().map { place, text in
            let file = server.path("known_\(place)")
            var text = text
            if text.contains("HASH") { text = text.replacing("HASH", with: try hash(name.lowercased())) }
            text = text.replacing("HOST", with: name)
            for (word, key) in keys { text = substitute(word, key, in: text) }
            try text.write(toFile: file, atomically: true, encoding: .utf8)
            return file
        }
    }

    /// Replaces a word that stands alone.
    private func substitute(_ word: String, _ key: String, in text: String) -> String {
        text.replacingOccurrences(
            of: "(?<=[ \\t])\(word)(?=[ \\t\\r\\n]|$)", with: key, options: .regularExpression)
    }

    private func hash(_ name: String) throws -> String {
        let file = server.path("hashed")
        try "\(name) \(keys[0].text)\n".write(toFile: file, atomically: true, encoding: .utf8)
        try run("/usr/bin/ssh-keygen", "-H", "-f", file)
        return String(try String(contentsOfFile: file, encoding: .utf8).split(separator: " ")[0])
    }

    private func ssh(_ variant: KnownHostsVariant, _ files: [String]) throws -> Verdict {
        let log = server.path("ssh.log")
        // By a program that connects, the name need not exist.
        let proxy = "/bin/bash -c 'exec 3<>/dev/tcp/127.0.0.1/\(server.port); cat <&3 & exec cat >&3'"
        let options = [
            "BatchMode=yes", "StrictHostKeyChecking=yes", "UpdateHostKeys=no", "IdentityAgent=none",
            "UserKnownHostsFile=\(files.dropLast().joined(separator: " "))",
            "GlobalKnownHostsFile=\(files[files.count - 1])",
            "ProxyCommand=\(proxy)", "KexAlgorithms=curve25519-sha256",
        ].flatMap { ["-o", $0] }
        let arguments = ["-F", "none", "-E", log, "-i", key, "-p", "\(variant.port)", "-l", "root"]
        try "".write(toFile: log, atomically: true, encoding: .utf8)
        if (try? run("/usr/bin/ssh", arguments + options + [variant.host, "true"])) != nil { return .accepted }
        let words = try String(contentsOfFile: log, encoding: .utf8)
        if words.contains("REVOKED HOST KEY DETECTED") { return .revoked }
        if words.contains("REMOTE HOST IDENTIFICATION HAS CHANGED") { return .changed }
        guard words.contains("host key is known for") else { throw TestFailure(description: words) }
        return .unknown
    }

    private func dovesweep(_ variant: KnownHostsVariant, _ files: [String]) async throws -> Verdict {
        var known = KnownHosts()
        for file in files { known.add(file: file, contents: Array(try Data(contentsOf: URL(filePath: file)))) }
        let options = SSHOptions(hostKeys: HostKeys(known, file: files[0]), identities: [.key(try openKey(key))])
        let destination = SSHDestination(host: variant.host, port: variant.port, user: "root")
        let port = server.port
        do {
            return try await onReactor { reactor in
                try await reactor.withStream(to: try await resolve("127.0.0.1", port: port)) { stream in
                    try await withSSHSession(over: stream, to: destination, options: options) { _ in .accepted }
                }
            }
        } catch let error as SSHError {
            switch error.kind {
            case .hostKeyUnknown: return .unknown
            case .hostKeyChanged: return error.message.contains("revokes") ? .revoked : .changed
            default: throw error
            }
        }
    }
}
