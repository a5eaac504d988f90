import Foundation
import FuzzSupport
import Testing

@testable import SSH

/// Target 6: what SSH reads of servers and of files.
@Suite(.serialized) struct SSHFuzzTests {
    private static let key = "AAAAC3NzaC1lZDI1NTE5AAAAILM+rvN+ot98qgEN796jTiQfZfG1KaT0PtFDJ/XFSqti"
    private static let lines = [
        "mx1.example.net,192.0.2.1 ssh-ed25519 \(key) comment", "[mx1]:2222 ssh-ed25519 \(key)",
        "|1|F1E1KeoE/eEWhi10WpGv4OdiO6Y=|3988QV0VE8wmZL7suNrYQLITLCg= ssh-ed25519 \(key)",
        "@revoked *.example.net ssh-ed25519 \(key)", "@cert-authority * ssh-ed25519 \(key)", "# comment", "",
    ].map { Array($0.utf8) }

    @Test(.timeLimit(.minutes(60))) func `any line of known_hosts is read or refused`() throws {
        try Fuzz("known-hosts").run(cases: 300, share: 0.1) { dice in
            let line = Mutation.of(dice.pick(Self.lines), &dice)
            _ = try? KnownHostsLine(line[...], file: "f", number: 1)
        }
    }

    @Test(.timeLimit(.minutes(60))) func `any banner is read or refused, whatever it is cut into`() throws {
        try Fuzz("banner").run(cases: 300, share: 0.1) { dice in
            let bytes = Mutation.of(Array("hello\r\nthere\nSSH-2.0-OpenSSH_9.2p1 Debian-2\r\nrest".utf8), &dice)
            var (whole, cut) = (BannerReader(), BannerReader())
            let one = Result { try whole.append(bytes) }
            let other = Result {
                for portion in dice.portions(of: bytes, most: 40) {
                    if let found = try cut.append(portion) { return found as [UInt8]? }
                }
                return nil
            }
            #expect((try? one.get()) == nil || (try? other.get()) != nil)
        }
    }

    @Test(.timeLimit(.minutes(60))) func `any offer of algorithms is read or refused`() throws {
        try Fuzz("offer").run(cases: 300, share: 0.1) { dice in
            var packet: [UInt8] = [20] + (0..<16).map { _ in UInt8(dice.below(256)) }
            for _ in 0..<10 {
                let names = Array("ssh-ed25519,rsa-sha2-512".utf8)
                packet += [0, 0, 0, UInt8(names.count)] + names
            }
            _ = KeyExchangeOffer(packet: Mutation.of(packet + [0, 0, 0, 0, 0], &dice))
        }
    }

    /// A key of OpenSSH's own format is text around bytes: each is spoilt.
    @Test(.timeLimit(.minutes(60))) func `any key file is read or refused`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "dovesweep-fuzz-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let files = try ["ed25519", "ecdsa"].map { type in
            let file = folder.appending(path: type)
            let process = Process()
            process.executableURL = URL(filePath: "/usr/bin/ssh-keygen")
            process.arguments = ["-q", "-t", type, "-N", "", "-f", file.path]
            try process.run()
            process.waitUntilExit()
            return Array(try Data(contentsOf: file))
        }
        try Fuzz("key").run(cases: 100, share: 0.1) { dice in
            let file = dice.pick(files)
            var lines = String(decoding: file, as: UTF8.self).split(separator: "\n").map(String.init)
            if dice.happens(50), let blob = Data(base64Encoded: lines[1..<(lines.count - 1)].joined()) {
                let spoilt = Data(Mutation.of(Array(blob), &dice))
                lines = [lines[0], spoilt.base64EncodedString(), lines[lines.count - 1]]
            }
            let text = Array((lines.joined(separator: "\n") + "\n").utf8)
            let contents = dice.happens(30) ? Mutation.of(text, &dice) : text
            if let key = try? openSSHKey(contents, name: "key", passphrase: { nil }) {
                // It frees the key.
                _ = PrivateKey(name: "key", owning: key)
            }
        }
    }
}
