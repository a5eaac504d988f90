import Foundation
import Testing

extension `On the lab` {
    /// The same program by libssh2 1.11, which Debian 13 has: what depends on the library is judged alike.
    @Suite struct `By the libraries of Debian 13` {
        /// Ways to log in that each library goes by itself, beside all the hosts that cannot be swept.
        static let swept = [
            "d23-password-login", "d23-rsa-login", "d23-vmail", "d24-behind", "d24-ecdsa-login", "d24-ipv6",
            "d24-rsa-login", "d24-sudo-password", "d24-tcsh", "d24-vmail",
        ]

        @Test func `hosts become what they become by 1.10, and one that has an RSA key alone is swept`() async throws {
            let names = try Expectation.names.filter { try Expectation($0).outcome != "swept" } + Self.swept
            let scratch = try Scratch()
            let json = scratch.path("report.json")
            var command = Dovesweep.sweep(names, "--output", "json:\(json)")
            command[1] = "run-trixie"
            let ended = try await Program.run(command)
            #expect(ended.errors == "")
            let report = try RunReport(contentsOf: json)
            #expect(report.hosts.count == names.count)
            for host in report.hosts {
                let expected = host.name == "rsa-host-key" ? "swept" : try Expectation(host.name).outcome
                #expect(host.outcome == expected, "\(host.name): \(host.reason ?? "")")
            }
            #expect(report.totals.loginsProven >= Self.swept.count + 1)
        }
    }
}
