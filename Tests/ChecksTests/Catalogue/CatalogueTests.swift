import Fleet
import Testing

@testable import Checks

@Suite struct CatalogueTests {
    private let catalogue = Catalogue.builtIn

    @Test func `each item has a check, each check an item, and each id is one`() {
        let ids = catalogue.checks.map { $0.id }
        #expect(Set(ids).count == ids.count)
        #expect(Set(ids.compactMap { Item(check: $0) }) == Set(Item.allCases))
        #expect(ids.allSatisfy { Item(check: $0) != nil })
    }

    @Test func `findings come in the order of the items`() {
        let items = catalogue.checks.compactMap { check in Item(check: check.id).flatMap(Item.allCases.firstIndex) }
        #expect(items == items.sorted())
    }

    @Test func `each check explains itself`() {
        for check in catalogue.checks {
            let text = check.explanation
            #expect(text.title.hasSuffix("?") && !text.why.isEmpty && !text.byHand.isEmpty, "\(check.id)")
            #expect(!text.remedies.isEmpty && !text.references.isEmpty, "\(check.id)")
            #expect(catalogue.text.contains("check \(check.id) \(text.title)\n"))
        }
    }

    @Test func `--only and --skip name items or checks`() throws {
        var host = try LabHost("d24-pam")
        host.parameters.only = ["tls", "auth.backends"]
        host.parameters.skip = ["tls.trust"]
        let ids = host.judged().findings.map(\.check)
        #expect(
            ids == ["tls.files", "tls.key", "tls.handshake", "tls.expiry", "tls.name", "tls.reloaded", "auth.backends"])
    }

    @Test func `the services to visit are what is required, else what is promised`() throws {
        let host = try LabHost("d23-pam")
        let promised = catalogue.listeners(of: host.record.host, evidence: host.record.evidence)
        #expect(
            promised.map(\.service) == [.imap, .imaps, .pop3, .pop3s] && promised.map(\.port) == [143, 993, 110, 995])
        let unreadable = try LabHost("d23-misspelt")
        #expect(
            catalogue.listeners(of: unreadable.record.host, evidence: unreadable.record.evidence).map(\.service) == [
                .imap, .imaps,
            ])
        var required = host.record.host
        required.services = [.imaps]
        #expect(catalogue.listeners(of: required, evidence: []).map(\.port) == [993])
    }

    @Test func `a listener for a balancer is not the one that is visited`() throws {
        let second =
            "  inet_listener a {\n    haproxy = no\n    port = 10143\n    ssl = no\n  }\n  inet_listener imap {"
        let host = try LabHost("d23-pam").with(second, for: "  inet_listener imap {", in: "config")
        let visited = catalogue.listeners(of: host.record.host, evidence: host.record.evidence)
        #expect(visited.map(\.port) == [143, 993, 110, 995])
    }

    @Test func `listeners on loopback are visited where something in front of the host takes clients to them`() throws {
        var host = try LabHost("d23-vmail").with("listen = 127.0.0.1", for: "listen = *, ::", in: "config").record
        host.host.services = []
        #expect(catalogue.listeners(of: host.host, evidence: host.evidence).isEmpty)
        host.host.publicAddress = "192.0.2.9"
        #expect(catalogue.listeners(of: host.host, evidence: host.evidence).map(\.port) == [143, 993, 110, 995])
    }

    @Test(arguments: [
        ("d24-pam", Catalogue.PasswordOutcome.accepted), ("d23-wrong-password", .refused),
        ("d23-stopped", .undetermined),
        ("d24-no-database", .undetermined), ("d23-misspelt", .withheld),
    ])
    func `only a real refusal stops the password from being tried elsewhere`(
        name: String, outcome: Catalogue.PasswordOutcome
    ) throws {
        let evidence = try LabHost(name).record.evidence
        #expect(evidence.compactMap(catalogue.passwordOutcome) == [outcome])
    }
}
