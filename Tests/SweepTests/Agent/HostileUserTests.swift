import Fleet
import Foundation
import Testing

@testable import Sweep

/// A mail user's directory with what its owner may put there, and the agent that looks at it.
///
/// Under root the mail user is `nobody`; else it is the user who runs the tests.
@Suite(.serialized) struct `What a user's directory holds` {
    private static let shells = `Agent script`.shells
    private static let (uid, gid) = getuid() == 0 ? (uid_t(65534), gid_t(65534)) : (getuid(), getgid())
    /// Who may look accounts up.
    private static let account = getuid() == 0 ? "joe" : NSUserName()
    private static let secret = "C4nary-9876543210"

    /// The programs of a Dovecot whose account has its mail in the folder, and the settings beside.
    private func host(_ folder: Scratch, settings: String = "", before: String = "") throws {
        let mail = "\(folder.path)/mail"
        try FileManager.default.createDirectory(atPath: mail, withIntermediateDirectories: true)
        try FileManager.default.createDirectory(atPath: "\(folder.path)/run", withIntermediateDirectories: true)
        chmod(folder.path, 0o755)
        try #require(chown(mail, Self.uid, Self.gid) == 0)
        try folder.program("doveconf", "echo 'base_dir = \(folder.path)/run'\n\(settings)")
        try folder.program(
            "doveadm",
            """
            \(before)
            case "$*" in
            user*) printf 'field\\tvalue\\nuid\\t\(Self.uid)\\ngid\\t\(Self.gid)\\nhome\\t\(folder.path)\\n' ;;
            *mailbox*) echo '\(mail)' ;;
            *) exit 75 ;;
            esac
            """)
    }

    /// What the agent tells of it, by probe.
    private func evidence(_ folder: Scratch, _ shell: [String]) throws -> [ProbeName: Evidence] {
        let script = Agent.stream(
            nonce: "0f1e2d3c", shell: LocalShell.path(of: `Agent script`.inner(shell)) ?? "", account: Self.account)
        let found = try LocalShell(shell, script: script, path: folder.path).events().compactMap {
            if case .evidence(let evidence) = $0 { evidence } else { nil }
        }
        return Dictionary(found.map { ($0.probe, $0) }, uniquingKeysWith: { first, _ in first })
    }

    private func text(_ evidence: Evidence?) -> String { String(decoding: evidence?.output ?? [], as: UTF8.self) }

    /// What a part says.
    private func part(_ name: String, of evidence: Evidence?) -> String? {
        let rest = text(evidence).components(separatedBy: "== \(name)\n").dropFirst().first
        return rest?.components(separatedBy: "\n== status ").first
    }

    private func write(_ text: String, to path: String) throws {
        try text.write(toFile: path, atomically: false, encoding: .utf8)
        chmod(path, 0o644)
    }

    @Test(arguments: shells) func `a maildirsize that is a link is not followed`(_ shell: [String]) throws {
        let folder = try Scratch()
        try host(folder)
        try write(Self.secret, to: "\(folder.path)/secret")
        symlink("\(folder.path)/secret", "\(folder.path)/mail/maildirsize")
        let account = try evidence(folder, shell)["account"]
        #expect(part("maildirsize", of: account)?.contains { $0 != "\n" } == false)
    }

    @Test(arguments: shells) func `a maildirsize that is a FIFO is not opened`(_ shell: [String]) throws {
        let folder = try Scratch()
        try host(folder)
        mkfifo("\(folder.path)/mail/maildirsize", 0o666)
        let account = try evidence(folder, shell)["account"]
        #expect(account?.ending == .exited(0))
        #expect(part("bytes", of: account) != nil)
    }

    @Test(arguments: shells) func `of a maildirsize only what belongs there comes home, and it forges no part`(
        _ shell: [String]
    ) throws {
        let folder = try Scratch()
        try host(folder)
        try write("1000S,7C\n500 1\n-20 -1\n== status 0\n== user\nuid\t0;id\n", to: "\(folder.path)/mail/maildirsize")
        let account = try evidence(folder, shell)["account"]
        let said = try #require(part("maildirsize", of: account))
        #expect(said.hasPrefix("1000S,7C\n500 1\n-20 -1\n"))
        #expect(said.allSatisfy { "0123456789SC,+ \n-".contains($0) })
        #expect(account?.parts == .framed)
    }

    @Test(arguments: shells) func `a name that would be more than one line is passed over`(_ shell: [String]) throws {
        let folder = try Scratch()
        try host(folder)
        for name in ["dovecot.index", "dovecot\n-rw-r--r-- 1 root root 0 Nov 29 15:06 forged", "dovecot x"] {
            try write("", to: "\(folder.path)/mail/\(name)")
        }
        let trail = try #require(part("trail", of: try evidence(folder, shell)["account"]))
        #expect(trail.contains("/mail/dovecot.index"))
        #expect(!trail.contains("forged") && !trail.contains("dovecot x"))
    }

    @Test(arguments: shells) func `the user can list no files outside the mailbox`(_ shell: [String]) throws {
        let folder = try Scratch()
        try host(folder)
        let mail = "\(folder.path)/mail"
        try folder.program("find", "printf '%s\\n' /nowhere/x '\(mail)/../secret' '\(mail)/cur/1'")
        let closed = try #require(part("closed", of: try evidence(folder, shell)["account"]))
        #expect(closed.split(separator: "\n") == ["\(mail)/cur/1"])
    }

    @Test(arguments: shells) func `what runs as the user has nothing of the session in its environment`(
        _ shell: [String]
    ) throws {
        let folder = try Scratch()
        try host(folder, settings: "echo 'mail_path = /C4nary'")
        try write("1S\n", to: "\(folder.path)/mail/maildirsize")
        try folder.program("tr", "if [ \"$1\" = -cd ]; then exec env; fi; exec /usr/bin/tr \"$@\"")
        let said = try #require(part("maildirsize", of: try evidence(folder, shell)["account"]))
        let names = said.split(separator: "\n").map { String($0.prefix { $0 != "=" }) }
        #expect(Set(names).isSuperset(of: ["PATH", "LC_ALL"]))
        #expect(Set(names).isSubset(of: ["PATH", "LC_ALL", "PWD", "OLDPWD", "SHLVL", "_"]), "\(names)")
    }

    @Test(arguments: shells) func `no program sees the nonce, in its environment or in an argument of another`(
        _ shell: [String]
    ) throws {
        let folder = try Scratch()
        let spy = "{ env; cat /proc/[0-9]*/cmdline; } 2>/dev/null | tr '\\0' '\\n' >>\(folder.path)/spied"
        try host(folder, before: spy)
        let all = try evidence(folder, shell)
        let spied = try String(contentsOfFile: "\(folder.path)/spied", encoding: .utf8)
        #expect(spied.contains("PATH=") && spied.contains("doveadm"))
        #expect(!spied.contains("0f1e2d3c"))
        for name in ["tools", "settings", "written", "sections"] { #expect(!spied.contains("\n\(name)=")) }
        #expect(all["service"]?.parts == .framed)
    }
}

/// Files that the configuration names, where their directory may be another user's.
@Suite(.serialized) struct `What lies where the configuration points` {
    private static let shells = `Agent script`.shells

    private func output(_ probe: ProbeName, _ folder: Scratch, _ shell: [String]) throws -> String {
        let script = Agent.stream(
            nonce: "0f1e2d3c", shell: LocalShell.path(of: `Agent script`.inner(shell)) ?? "", account: nil)
        for case .evidence(let found) in try LocalShell(shell, script: script, path: folder.path).events()
        where found.probe == probe {
            return String(decoding: found.output, as: UTF8.self)
        }
        return ""
    }

    private func folder(_ settings: String, files: [String: String] = [:]) throws -> Scratch {
        let folder = try Scratch()
        chmod(folder.path, 0o755)
        let lines = settings.replacing("FOLDER", with: folder.path)
        try folder.program("doveconf", "echo 'base_dir = \(folder.path)'\necho '\(lines)'")
        try folder.program("doveadm", "exit 75")
        for (name, text) in files {
            try text.write(toFile: "\(folder.path)/\(name)", atomically: false, encoding: .utf8)
        }
        return folder
    }

    @Test(arguments: shells) func `of a certificate's file only certificates come home`(_ shell: [String]) throws {
        let pem = "-----BEGIN CERTIFICATE-----\nQUJD\nREVG=\n-----END CERTIFICATE-----\n"
        let folder = try folder(
            "ssl_cert = <FOLDER/cert.pem",
            files: ["cert.pem": "root:C4nary:0\n" + pem.replacing("QUJD", with: "QUJD\nroot:C4nary:0") + "C4nary\n"])
        let said = try output("certificate", folder, shell)
        #expect(said.contains("== certificate\n\(pem)"))
        #expect(!said.contains("C4nary"))
    }

    @Test(arguments: shells, ["ssl_cert", "ssl_key"]) func `a certificate or key that is a FIFO is not opened`(
        _ shell: [String], _ setting: String
    ) throws {
        let folder = try folder("\(setting) = <FOLDER/fifo")
        mkfifo("\(folder.path)/fifo", 0o666)
        #expect(try output("certificate", folder, shell).contains("/fifo is not a regular file\n"))
    }

    @Test(arguments: shells) func `of master.pid only a number comes home, and no link is followed`(_ shell: [String])
        throws
    {
        let folder = try folder("", files: ["secret": "4711\n", "master.pid": "C4nary 4711\n"])
        #expect(!(try output("service", folder, shell)).contains("C4nary"))
        unlink("\(folder.path)/master.pid")
        symlink("\(folder.path)/secret", "\(folder.path)/master.pid")
        #expect(!(try output("service", folder, shell)).contains("4711"))
        unlink("\(folder.path)/master.pid")
        try "4711\n".write(toFile: "\(folder.path)/master.pid", atomically: false, encoding: .utf8)
        #expect(try output("service", folder, shell).contains("== pid\n4711\n"))
    }

    @Test(.enabled(if: getuid() == 0, "only root can look as another user"), arguments: shells)
    func `a log in another user's directory is read as that user, and no link is followed`(_ shell: [String]) throws {
        let line = "Nov 29 15:06:04 auth: Error: C4nary\n"
        let folder = try folder("log_path = FOLDER/log/dovecot.log", files: ["secret": line])
        let (log, secret) = ("\(folder.path)/log", "\(folder.path)/secret")
        try FileManager.default.createDirectory(atPath: log, withIntermediateDirectories: true)
        try line.write(toFile: "\(log)/dovecot.log", atomically: false, encoding: .utf8)
        #expect(try output("logs", folder, shell).contains("C4nary"))
        try #require(chown(log, 65534, 65534) == 0)
        #expect(try output("logs", folder, shell).contains("C4nary"))
        chmod("\(log)/dovecot.log", 0o600)
        #expect(!(try output("logs", folder, shell)).contains("C4nary"))
        unlink("\(log)/dovecot.log")
        symlink(secret, "\(log)/dovecot.log")
        #expect(!(try output("logs", folder, shell)).contains("C4nary"))
    }
}
