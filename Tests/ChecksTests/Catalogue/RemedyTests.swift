import Fleet
import Foundation
import Testing

@testable import Checks

@Suite struct RemedyTests {
    @Test(arguments: LabHostTests.names) func `a remedy runs programs that are known`(name: String) throws {
        for case .run(let command) in try LabHost(name).judged().findings.flatMap({ $0.remedy?.steps ?? [] }) {
            let program = ShellSkeleton(command.text).tokens.first ?? ""
            #expect(programs.contains(program), "\(command.text)")
        }
    }

    @Test func `a remedy of a log line runs programs that are known`() {
        for case .run(let command) in MeaningLines.remedies.flatMap(\.steps) {
            let program = ShellSkeleton(command.text).tokens.first ?? ""
            #expect(programs.contains(program), "\(command.text)")
        }
    }

    @Test(arguments: LabHostTests.names)
    func `what restarts or reloads looks at the configuration first`(name: String) throws {
        let steps = try LabHost(name).judged().findings.flatMap { $0.remedy?.steps ?? [] }
        for step in steps + MeaningLines.remedies.flatMap(\.steps) { #expect(!isBlind(step.line), "\(step.line)") }
    }

    /// Explanations are pasted too.
    @Test func `no text of a check restarts or reloads without a look at the configuration`() {
        for check in Catalogue.builtIn.checks {
            for text in check.explanation.remedies + [check.explanation.byHand] {
                #expect(!isBlind(text), "\(check.id): \(text)")
            }
        }
    }

    /// Whether it restarts or reloads Dovecot whatever the configuration is.
    private func isBlind(_ text: String) -> Bool {
        let checked = text.replacing("n >/dev/null && systemctl restart dovecot", with: "")
            .replacing("n >/dev/null && doveadm reload", with: "")
        return ["restart dovecot", "reload dovecot", "doveadm reload"].contains { checked.contains($0) }
    }

    /// What a userdb gives in place of a number could be anything.
    @Test(arguments: ["root", "0x5", "-1", "+5", "4294967296", "5000;id"])
    func `a uid that is no number has no remedy`(uid: String) throws {
        let host = try LabHost("d24-closed-control").with("uid\t\(uid)", for: "uid\t5000", in: "account")
        #expect(throws: MissingFact.self) { try host.judgement(MailPermissions()) }
    }
}

/// What remedies have typed so far.
private let programs: Set<String> = [
    "apparmor_parser", "apt-get", "ausearch", "cat", "chage", "chgrp", "chmod", "chown", "coredumpctl", "df", "doveadm",
    "doveconf", "dovecot", "du", "fail2ban-client", "faillock", "findmnt", "free", "getent", "getfacl", "grep", "head",
    "groupadd", "id", "ip6tables", "iptables", "journalctl", "ldd", "ls", "lslocks", "mkdir", "mount", "mv", "namei",
    "nc",
    "nft",
    "openssl", "passwd", "pgrep", "ps", "pwck", "repquota", "rpcinfo", "restorecon", "sed", "semanage", "ss", "sysctl",
    "systemd-analyze",
    "systemctl",
    "time",
    "timedatectl", "uptime", "useradd", "wbinfo",
]
