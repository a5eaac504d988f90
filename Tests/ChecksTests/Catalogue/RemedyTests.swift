import Fleet
import Testing

@testable import Checks

@Suite struct RemedyTests {
    @Test func `sentences are comments, and commands stand as they are typed`() {
        let remedy = "Renew it.\ndoveadm reload   # at once\n2.4 has no such setting."
        #expect(script(remedy) == "# Renew it.\ndoveadm reload   # at once\n# 2.4 has no such setting.")
    }

    @Test func `what a host says ends no line of a remedy`() {
        #expect(script("Correct x: \r\rreboot\u{1b}[2K") == "# Correct x:   reboot [2K")
    }

    @Test(arguments: LabHostTests.names) func `a remedy is sentences and commands`(name: String) throws {
        for finding in try LabHost(name).judged().findings {
            for line in (finding.remedy ?? "").split(separator: "\n") where !line.hasPrefix("# ") {
                let program = String(line.prefix { $0 != " " && $0 != ";" })
                #expect(programs.contains(program), "\(finding.check): \(line)")
            }
        }
    }
}

/// What remedies have typed so far.
private let programs: Set<String> = [
    "apt-get", "chage", "chgrp", "chmod", "chown", "df", "doveadm", "doveconf", "du", "fail2ban-client", "findmnt",
    "groupadd", "ip6tables", "iptables",
    "journalctl",
    "mkdir", "mount", "nft", "openssl", "passwd", "ss", "systemctl", "useradd",
]
