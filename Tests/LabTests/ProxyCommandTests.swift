import Foundation
import Testing

extension `On the lab` {
    /// A program as the way to a host, as ssh_config names it.
    @Suite struct `By a ProxyCommand` {
        @Test(arguments: [("socat - TCP:%h:%p", "swept"), ("false", "no-banner")])
        func `a host is swept, or the program that failed is named`(command: String, outcome: String) async throws {
            let scratch = try Scratch()
            let config = try scratch.file("config", "Host *\n  ProxyCommand \(command)\n")
            let inventory = try scratch.file(
                "more.ini", "[all:vars]\nansible_ssh_common_args='-F \(config)'\n")
            let json = scratch.path("report.json")
            _ = try await Dovesweep.run(
                "sweep", "--inventory", Lab.inventory, "--inventory", inventory, "--known-hosts", Lab.knownHosts,
                "--no-outside", "--output", "json:\(json)", "d24-vmail")
            let host = try RunReport(contentsOf: json).host("d24-vmail")
            #expect(host.outcome == outcome)
            if outcome != "swept" { #expect(host.reason?.contains("run it by hand: false") == true) }
        }
    }
}
