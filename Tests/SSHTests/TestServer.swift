import Foundation

/// A real sshd on 127.0.0.1, with keys and a configuration of its own, for the tests of one suite or one test.
final class TestServer: Sendable {
    let directory: URL
    let port: Int
    private let process: HeldProgram

    /// The lines are added to sshd's configuration, `AGENT` in them standing for the file that `Program` makes;
    /// `hostKeys` are the types of its host keys. A password is root's, and `pam` what sshd asks PAM for (`auth …` and
    /// `account …` lines), for this server alone; an expired one must be changed at the next login.
    init(
        _ configuration: [String] = [], hostKeys: [String] = ["ed25519"], address: String = "127.0.0.1",
        password: String? = nil, isExpired: Bool = false, pam: [String] = []
    ) throws {
        let directory = try temporaryDirectory()
        let path = { (name: String) in directory.appendingPathComponent(name).path }
        self.directory = directory
        port = try freePort()
        // The first of two equal settings counts in sshd_config, but for addresses.
        var lines =
            configuration.map { $0.replacing("AGENT", with: path("agent")) } + [
                "ListenAddress \(address)", "Port \(port)", "PidFile none", "UsePAM no", "StrictModes no",
                "AuthorizedKeysFile \(directory.path)/authorized_keys", "MaxSessions 100",
                "PermitRootLogin yes", "LogLevel VERBOSE",
                // Among a thousand tests one may wait for longer than sshd lets a login take.
                "LoginGraceTime 0",
                // A login shell would read this machine's .bashrc, which may do and print anything and take its time.
                "SetEnv HOME=\(directory.path)",
            ]
        // Of this one the last counts.
        if !lines.contains(where: { $0.hasPrefix("MaxStartups") }) { lines.append("MaxStartups 1000") }
        for type in hostKeys {
            try run("/usr/bin/ssh-keygen", "-q", "-t", type, "-N", "", "-f", path("host_\(type)"))
            lines.append("HostKey \(path("host_\(type)"))")
        }
        try (lines.joined(separator: "\n") + "\n").write(toFile: path("config"), atomically: true, encoding: .utf8)
        try "".write(toFile: path("authorized_keys"), atomically: true, encoding: .utf8)
        try FileManager.default.createDirectory(atPath: "/run/sshd", withIntermediateDirectories: true)
        let sshd = ["/usr/sbin/sshd", "-D", "-E", path("log"), "-f", path("config")]
        let accounts = try password.map { try Self.withOwnAccounts(path, $0, isExpired, pam) } ?? []
        process = try HeldProgram(
            accounts + sshd, namespaces: accounts.isEmpty ? [] : ["--mount", "--propagation", "private"],
            removing: directory.path)
        try waitUntilListening(port)
    }

    /// What, put before a program in a mount namespace of its own, has it see other passwords and rules than this
    /// machine, which stays as it is.
    private static func withOwnAccounts(
        _ path: (String) -> String, _ password: String, _ isExpired: Bool, _ pam: [String]
    ) throws -> [String] {
        let hash = try run("/usr/bin/openssl", "passwd", "-6", password)
        let others = try String(contentsOfFile: "/etc/shadow", encoding: .utf8).split(separator: "\n")
            .filter { !$0.hasPrefix("root:") }.joined(separator: "\n")
        // The day of the last change: 0 wants another, as `chage -d 0` has it.
        let root = "root:\(hash.trimmingCharacters(in: .newlines)):\(isExpired ? 0 : 19000):0:99999:7:::"
        try "\(root)\n\(others)\n".write(toFile: path("shadow"), atomically: true, encoding: .utf8)
        let account = pam.contains { $0.hasPrefix("account ") } ? [] : ["account required pam_permit.so"]
        let rules = pam + account + ["session required pam_permit.so"]
        try (rules.joined(separator: "\n") + "\n").write(toFile: path("pam"), atomically: true, encoding: .utf8)
        let mounts = #"mount --bind "$1" /etc/shadow && mount --bind "$2" /etc/pam.d/sshd && shift 2 && exec "$@""#
        return ["/bin/sh", "-c", mounts, "sh", path("shadow"), path("pam")]
    }

    /// A file of the server's directory.
    func path(_ name: String) -> String {
        directory.appendingPathComponent(name).path
    }

    /// Makes a key, lets it log in, and gives its path.
    func key(_ type: String, _ options: String..., name: String? = nil, passphrase: String = "") throws -> String {
        let file = path(name ?? "key_\(type)_\(options.count)_\(passphrase.count)")
        try run("/usr/bin/ssh-keygen", ["-q", "-t", type, "-N", passphrase, "-f", file] + options)
        try authorize(file)
        return file
    }

    func authorize(_ file: String) throws {
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path("authorized_keys")))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(contentsOf: URL(fileURLWithPath: file + ".pub")))
        try handle.close()
    }

    var log: String { (try? String(contentsOfFile: path("log"), encoding: .utf8)) ?? "" }
}

struct TestFailure: Error, CustomStringConvertible {
    let description: String
}

func temporaryDirectory() throws -> URL {
    let url = URL(fileURLWithPath: "/tmp/dovesweep-tests-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    return url
}
