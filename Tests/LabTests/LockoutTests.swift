import Foundation
import Testing

extension `On the lab` {
    /// A wrong password of SSH or sudo locks no account out, as hosts count it themselves.
    @Suite struct Lockout {
        /// Many names of one host, so that one log holds what all of them tried.
        private func fleet(of host: String, _ variables: String) throws -> String {
            let inventory = try String(contentsOfFile: Lab.inventory, encoding: .utf8)
            let line = inventory.split(separator: "\n").first { $0.hasPrefix("\(host) ansible_host=") }
            let address = try #require(line?.split(separator: " ").first { $0.hasPrefix("ansible_host=") })
            return (0..<7).map { "alias\($0) \(address) ansible_user=sweep \(variables)\n" }.joined()
        }

        private func refusals(on host: String, _ words: String) async throws -> Int {
            let log = try await Lab.exec(host, "journalctl", "--no-pager").output
            return log.components(separatedBy: words).count - 1
        }

        private func sweep(_ inventory: String) async throws -> [RunReport.Host] {
            let scratch = try Scratch()
            let file = try scratch.file("fleet.ini", inventory)
            let ended = try await Dovesweep.run(
                "sweep", "-i", file, "--known-hosts", Lab.knownHosts, "--no-outside", "-o", "json")
            return try RunReport(ended.output).hosts
        }

        @Test func `a wrong login password is tried on three hosts`() async throws {
            let before = try await refusals(on: "d23-password-login", "Failed password")
            let hosts = try await sweep(fleet(of: "d23-password-login", "ansible_password=not-the-password"))
            #expect(hosts.allSatisfy { $0.outcome == "ssh-auth" })
            #expect(hosts.count { $0.reason?.contains("the password was refused") == true } == 3)
            #expect(hosts.count { $0.reason?.contains("the password was not tried") == true } == 4)
            #expect(try await refusals(on: "d23-password-login", "Failed password") == before + 3)
        }

        @Test func `a wrong password for sudo is tried on three hosts`() async throws {
            let key = "ansible_ssh_private_key_file=\(Lab.state)/id_ed25519"
            let before = try await refusals(on: "d24-sudo-password", "(sudo:auth): authentication failure")
            let hosts = try await sweep(
                fleet(of: "d24-sudo-password", "\(key) ansible_become_password=not-the-password"))
            #expect(hosts.allSatisfy { $0.outcome == "sudo" })
            #expect(hosts.count { $0.reason?.hasPrefix("sudo refused the password of sweep") == true } == 3)
            #expect(hosts.count { $0.reason?.hasPrefix("not tried: ") == true } == 4)
            let after = try await refusals(on: "d24-sudo-password", "(sudo:auth): authentication failure")
            #expect(after == before + 3)
        }
    }
}
