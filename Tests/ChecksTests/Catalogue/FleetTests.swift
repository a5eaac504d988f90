import Fleet
import Testing

@testable import Checks

@Suite struct FleetTests {
    private let catalogue = Catalogue.builtIn

    @Test func `when no host can be reached from here the hosts are not to blame`() throws {
        let results = catalogue.judgeFleet(
            try ["d23-dropped", "d24-rejected", "d23-stopped"].map { name in
                // Their own rules are not known.
                var host = try LabHost(name)
                host.record.evidence.removeAll { $0.probe == "firewall" }
                return host.judged()
            })
        #expect(results.map { $0.verdict(of: .firewall) } == [.unknown, .unknown, .blocked])
        #expect(results.map { $0.cause?.check } == [nil, nil, "service.running"])
        #expect(results[0].findings.allSatisfy { $0.blockedBy != "firewall.reachable" })
    }

    @Test func `hosts that let nobody in by their own rules are to blame, however many`() throws {
        let results = catalogue.judgeFleet(
            try ["d23-dropped", "d24-rejected", "d23-policy"].map { try LabHost($0).judged() })
        #expect(results.allSatisfy { $0.cause?.check == "firewall.reachable" })
    }

    @Test func `one host that can be reached clears the coordinator's network`() throws {
        let results = catalogue.judgeFleet(try ["d23-dropped", "d24-pam"].map { try LabHost($0).judged() })
        #expect(results.map { $0.verdict(of: .firewall) } == [.fail, .pass])
    }

    @Test func `one host alone is no fleet`() throws {
        #expect(catalogue.judgeFleet([try LabHost("d24-rejected").judged()])[0].cause?.check == "firewall.reachable")
    }
}
