import Diagnostics
import Fleet
import Foundation
import SSHConfig
import Testing

/// Holds what we make of configurations against what `ssh -G` says of them.
struct OpenSSHSaysTests {
    private static let standard = OpenSSH.settings(["-F", "none", "standard"]) ?? [:]

    @Test(.enabled(if: OpenSSH.isOurs), arguments: SSHConfigurationFile.all)
    func `a configuration means what it means to ssh`(file: SSHConfigurationFile) throws {
        #expect(!file.questions.isEmpty)
        try file.withCopy { path in
            for question in file.questions {
                let isAccepted = try compare(question.words, file: path)
                #expect(isAccepted == !question.isRefused, "\(question.words)")
            }
        }
    }

    /// Lines of the corpus in an order that nobody thought of.
    @Test(.enabled(if: OpenSSH.isOurs), arguments: 1...4 as ClosedRange<UInt64>)
    func `shuffled configurations mean what they mean to ssh`(seed: UInt64) throws {
        var random = Dice(state: seed)
        let questions = SSHConfigurationFile.all.flatMap(\.questions)
        let file = FileManager.default.temporaryDirectory.appending(path: "dovesweep-ssh-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        var accepted = 0
        for _ in 0..<60 {
            let lines = (0...Int.random(in: 1...12, using: &random)).compactMap { _ in
                let isBroken = Int.random(in: 1...40, using: &random) == 1
                let source = isBroken ? SSHConfigurationFile.broken : SSHConfigurationFile.all
                return source.randomElement(using: &random)?.lines.randomElement(using: &random)
            }
            let words = try #require(questions.randomElement(using: &random)).words
            try lines.joined(separator: "\n").write(to: file, atomically: true, encoding: .utf8)
            accepted += try compare(words, file: file.path, of: lines) ? 1 : 0
        }
        #expect(accepted > 15)
    }

    @Test(.enabled(if: OpenSSH.isOurs), arguments: [0o600, 0o644, 0o664, 0o666])
    func `an included file is refused where ssh refuses its permissions, behind a link too`(mode: Int) throws {
        let file = try #require(SSHConfigurationFile.all.first { $0.name == "include.conf" })
        try file.withCopy { path in
            let part = URL(filePath: path).deletingLastPathComponent().appending(path: "parts/10-first.conf")
            let target = part.deletingLastPathComponent().appending(path: "target")
            try FileManager.default.moveItem(at: part, to: target)
            try FileManager.default.createSymbolicLink(at: part, withDestinationURL: target)
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: target.path)
            let isAccepted = try compare(["in-part"], file: path)
            #expect(isAccepted == (mode & 0o002 == 0))
        }
    }

    /// Holds our answer against that of `ssh`; false where both refuse.
    private func compare(_ words: [String], file: String, of lines: [String] = []) throws -> Bool {
        guard let expected = OpenSSH.settings(["-F", file] + words) else {
            var arguments = SSHArguments()
            arguments.read(words: words.dropLast(), from: Source(file: "words"))
            guard arguments.refused.isEmpty else { return false }
            #expect(throws: InputError.self, "\(words) \(lines)") {
                try SSHConfiguration.resolve(words, file: file)
            }
            return false
        }
        let found = view(try SSHConfiguration.resolve(words, file: file))
        for (name, value) in view(expected) { #expect(found[name] == value, "\(name) of \(words) \(lines)") }
        return true
    }

    @Test(.enabled(if: OpenSSH.isOurs), arguments: SSHConfigurationFile.broken)
    func `what ssh refuses is refused`(file: SSHConfigurationFile) throws {
        let question = try #require(file.questions.first)
        try file.withCopy { path in
            #expect(OpenSSH.settings(["-F", path] + question.words) == nil)
            let error = #expect(throws: InputError.self) {
                try SSHConfiguration.resolve(question.words, file: path)
            }
            let told = try #require(error).description
            #expect(told.contains(".conf:") && told.hasSuffix("."), "\(told)")
        }
    }

    /// What `ssh -G` says, with the homes, tokens and names that it leaves as they were written.
    private func view(_ settings: [String: [String]]) -> [String: String] {
        let value = { (name: String) in settings[name]?.first }
        let home = { (path: String) in
            path.hasPrefix("~/") ? SSHConfiguration.Coordinator.own.home + path.dropFirst() : path
        }
        let agent = value("identityagent").flatMap { $0 == "SSH_AUTH_SOCK" ? nil : $0 }
        let hop = value("proxyjump").flatMap { $0.isEmpty ? nil : $0 }
        let tokens = ["h": value("hostname"), "p": value("port"), "n": value("host"), "r": value("user"), "%": "%"]
        let command = value("proxycommand").map { text in
            text.split(separator: "%", omittingEmptySubsequences: false).enumerated().map { index, part in
                index == 0 ? String(part) : (tokens[String(part.prefix(1))].flatMap(\.self) ?? "?") + part.dropFirst()
            }.joined()
        }
        let timeout = value("connecttimeout")
        return [
            "hostname": value("hostname") ?? "", "port": value("port") ?? "", "user": value("user") ?? "",
            "identityfile": (settings["identityfile"] ?? []).filter { $0.lowercased() != "none" }.map(home).joined(
                separator: "|"),
            "identitiesonly": value("identitiesonly") ?? "", "identityagent": agent ?? "",
            "proxyjump": hop ?? "", "proxycommand": command ?? "",
            "userknownhostsfile": value("userknownhostsfile") ?? "",
            "globalknownhostsfile": (value("globalknownhostsfile") ?? "").split(separator: " ").map { home(String($0)) }
                .joined(separator: " "),
            "stricthostkeychecking": value("stricthostkeychecking") == "accept-new" ? "accept-new" : "",
            "never checks": value("stricthostkeychecking") == "false" ? "yes" : "",
            "hostkeyalias": value("hostkeyalias") ?? "",
            "connecttimeout": timeout == "none" || timeout == "0" ? "" : timeout ?? "",
            "addressfamily": value("addressfamily") ?? "", "bindaddress": value("bindaddress") ?? "",
            "kexalgorithms": value("kexalgorithms") ?? "", "ciphers": value("ciphers") ?? "",
            "macs": value("macs") ?? "", "hostkeyalgorithms": value("hostkeyalgorithms") ?? "",
            "pubkeyacceptedalgorithms": value("pubkeyacceptedalgorithms") ?? "", "methods": methods(settings),
        ]
    }

    private func methods(_ settings: [String: [String]]) -> String {
        let switches = [
            "publickey": "pubkeyauthentication", "keyboard-interactive": "kbdinteractiveauthentication",
            "password": "passwordauthentication",
        ]
        let preferred = settings["preferredauthentications"]?.first ?? "publickey,keyboard-interactive,password"
        return preferred.split(separator: ",").filter { method in
            switches[String(method)].map { !["no", "false"].contains(settings[$0]?.first ?? "") } ?? false
        }.joined(separator: ",")
    }

    private func view(_ resolution: SSHConfiguration.Resolution) -> [String: String] {
        let settings = resolution.settings
        let standard = view(Self.standard)
        let own = SSHConfiguration.Coordinator.own
        let paths = { (paths: [String]?, name: String) in
            paths.map { $0.isEmpty ? "none" : $0.joined(separator: " ") } ?? standard[name] ?? ""
        }
        let names = { (names: [String]?, name: String) in names?.joined(separator: ",") ?? standard[name] ?? "" }
        return [
            "hostname": resolution.hostName, "port": String(resolution.port), "user": resolution.user ?? own.user,
            "identityfile": settings.triesUsualIdentities
                ? standard["identityfile"] ?? "" : settings.identityFiles.joined(separator: "|"),
            "identitiesonly": settings.identitiesOnly ? "yes" : "no", "identityagent": settings.identityAgent ?? "",
            "proxyjump": written(resolution.proxyJump),
            "proxycommand": settings.proxyCommand ?? "",
            "userknownhostsfile": paths(settings.userKnownHosts, "userknownhostsfile"),
            "globalknownhostsfile": paths(settings.globalKnownHosts, "globalknownhostsfile"),
            "stricthostkeychecking": settings.acceptsNewHostKeys == true ? "accept-new" : "",
            "never checks": resolution.unsupported.contains { $0.contains("StrictHostKeyChecking") } ? "yes" : "",
            "hostkeyalias": settings.hostKeyAlias ?? "",
            "connecttimeout": settings.connectTimeout.map(String.init) ?? "",
            "addressfamily": settings.addressFamily.rawValue, "bindaddress": settings.bindAddress ?? "",
            "kexalgorithms": names(settings.keyExchanges, "kexalgorithms"),
            "ciphers": names(settings.ciphers, "ciphers"), "macs": names(settings.codes, "macs"),
            "hostkeyalgorithms": names(settings.hostKeyAlgorithms, "hostkeyalgorithms"),
            "pubkeyacceptedalgorithms": names(settings.publicKeyAlgorithms, "pubkeyacceptedalgorithms"),
            "methods": settings.allowedMethods?.joined(separator: ",") ?? "publickey,keyboard-interactive,password",
        ]
    }

    /// `ssh` writes the last hop anew, and leaves the others as they were.
    private func written(_ hops: [SSHHop]) -> String {
        guard let last = hops.last else { return "" }
        let host = last.host.contains(":") ? "[\(last.host)]" : last.host
        let text = (last.user.map { $0 + "@" } ?? "") + host + (last.port.map { ":\($0)" } ?? "")
        return (hops.dropLast().map(\.text) + [text]).joined(separator: ",")
    }
}

/// Numbers that are the same in each run.
private struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var number = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
        number = (number ^ number >> 27) &* 0x94D0_49BB_1331_11EB
        return number ^ number >> 31
    }
}
