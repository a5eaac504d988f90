import Foundation
import Glibc
import Testing

/// Where the program's secrets must not be: in what it starts, in a core file, before other accounts.
@Suite struct `The program` {
    private static let canary = "canary-\(UUID().uuidString)"
    private static let named = "canary-\(UUID().uuidString)"

    /// Each program that a sweep can start writes down what it sees, and its arguments to tell them apart.
    private static let inventory = """
        mkdir inventory
        printf '#!/bin/sh\\nenv >"$seen/inventory"\\necho "{}"\\n' >inventory/program
        printf '#!/bin/sh\\nenv >"$seen/vault"\\necho word\\n' >vault
        chmod +x inventory/program vault
        printf 'Match exec "env >$seen/match"\\n' >config
        cat >inventory/hosts <<END
        mx1 dovesweep_probe_password_env=NAMED
        mx2 dovesweep_probe_password_command="env >$seen/command; echo word"
        mx3 dovesweep_probe_password_env=OTHER
        [all:vars]
        dovesweep_probe_user=probe
        ansible_ssh_common_args="-F $PWD/config -o ProxyCommand='env >$seen/proxy'"
        END
        """

    @Test func `gives no password of the environment to any program that it starts`() throws {
        try Command.inFolder { folder in
            let seen = folder.appending(path: "seen")
            try FileManager.default.createDirectory(at: seen, withIntermediateDirectories: true)
            let script =
                Self.inventory
                + "\n\"$dovesweep\" sweep -i inventory --vault-password-file ./vault --no-archive mx1,mx2"
            let ended = try Command(
                script: script,
                environment: [
                    "DOVESWEEP_PROBE_PASSWORD": Self.canary, "NAMED": Self.named, "OTHER": Self.named,
                    "seen": seen.path,
                ]
            ).run(in: folder)
            #expect(ended.status == 2, "\(ended.errors)")
            for name in ["inventory", "vault", "match", "command", "proxy"] {
                let text = try String(contentsOf: seen.appending(path: name), encoding: .utf8)
                #expect(text.contains("seen=") && !text.contains(Self.canary), "\(name)")
                // The inventory says by which names; what reads the inventory comes before that.
                if !["inventory", "vault"].contains(name) { #expect(!text.contains(Self.named), "\(name)") }
            }
        }
    }

    @Test func `uses the passwords that it took out of the environment`() throws {
        try Command.inFolder { folder in
            let script = """
                printf 'mx1 dovesweep_probe_password_env=MISSING dovesweep_probe_user=probe\\n' >hosts
                "$dovesweep" sweep -i hosts --no-archive
                """
            let missing = try Command(script: script).run(in: folder)
            #expect(missing.status == 65 && missing.errors.contains("$MISSING is not set"))
            let given = try Command(script: script, environment: ["MISSING": Self.named]).run(in: folder)
            #expect(given.status == 2, "\(given.errors)")
        }
    }

    /// It is looked at while it waits for its inventory, as an account of its own, since what root owns tells nothing.
    @Test(arguments: [("", true), ("--quiet", false)])
    func `warns that a record is not redacted, before the sweep`(option: String, isSaid: Bool) throws {
        let script = """
            "$dovesweep" sweep -i a.invalid, --no-archive --no-outside --redact --record r.jsonl \(option)
            """
        let ended = try Command.inFolder { try Command(script: script).run(in: $0) }
        let warning = "dovesweep: warning: --redact does not change the record r.jsonl: "
        #expect(
            ended.errors.hasPrefix(warning) == isSaid && ended.errors.contains(warning) == isSaid, "\(ended.errors)")
    }

    @Test func `leaves no core, and no other process of its account may look into it`() throws {
        try Command.inFolder { folder in
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path)
            let asOther = getuid() == 0 ? "setpriv --reuid=65534 --regid=65534 --clear-groups" : ""
            let script = """
                ln "$dovesweep" dovesweep 2>/dev/null || cp "$dovesweep" dovesweep
                mkfifo hosts; chmod 666 hosts
                ulimit -c unlimited
                exec 3<>hosts
                \(asOther) ./dovesweep inventory list -i - <hosts 3>&- >/dev/null 2>errors &
                until grep -q . /proc/$!/task/$!/children 2>/dev/null || [ "$(cut -d' ' -f3 /proc/$!/stat)" = S ]; \
                do :; done
                grep '^Max core' /proc/$!/limits
                stat -c 'owner %u' /proc/$!/environ
                grep SigCgt /proc/$!/status
                tr '\\0' '\\n' </proc/$!/environ | grep -c canary
                kill $!
                """
            let ended = try Command(script: script, environment: ["DOVESWEEP_PROBE_PASSWORD": Self.canary]).run(
                in: folder)
            let lines = ended.output.split(separator: "\n").map(String.init)
            try #require(lines.count == 4, "\(ended)")
            #expect(lines[0].split(separator: " ")[4] == "0")
            #expect(lines[1] == "owner 0")
            // Signals of crashes are left to the system: Swift's runtime would print what is in memory.
            let caught = try #require(UInt64(lines[2].split(separator: "\t")[1], radix: 16))
            for number in [SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGBUS, SIGSEGV] {
                #expect(caught & 1 << UInt64(number - 1) == 0, "\(number)")
            }
            #expect(lines[3] == "0")
        }
    }
}
