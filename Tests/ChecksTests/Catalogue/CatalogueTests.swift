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
            ids == [
                "tls.files", "tls.key", "tls.handshake", "tls.expiry", "tls.name", "tls.reloaded", "tls.front",
                "tls.strength", "tls.plaintext", "tls.alike",
                "auth.backends",
            ])
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

    private func locals(_ host: LabHost, isAlone: Bool = false) -> [String] {
        catalogue.localListeners(of: host.record.host, evidence: host.record.evidence, isAlone: isAlone).map {
            "\($0.service.rawValue) \($0.address):\($0.port) \($0.isDovecots)"
        }
    }

    @Test func `through the tunnel IMAP is visited, at an address that is not the client's own`() throws {
        let host = try LabHost("d23-pam")
        #expect(locals(host) == ["imaps 127.0.0.2:993 true", "imap 127.0.0.2:143 true"])
        let whenAlone = ["imaps 127.0.0.2:993 true", "imap 127.0.0.2:143 true"]
        #expect(
            locals(host, isAlone: true) == whenAlone + ["pop3s 127.0.0.2:995 true", "pop3 127.0.0.2:110 true"])
    }

    @Test func `a listener that is bound to one address is visited there, and one that is not bound nowhere`() throws {
        let bound = try LabHost("d23-pam").with("198.18.1.9:993 ", for: "0.0.0.0:993 ", in: "sockets")
            .with("[::1]:993 ", for: "[::]:993 ", in: "sockets")
        #expect(locals(bound).first == "imaps 198.18.1.9:993 true")
        let loopback = try bound.with("127.0.0.1:993 ", for: "198.18.1.9:993 ", in: "sockets")
        #expect(locals(loopback).first == "imaps 127.0.0.1:993 true")
        #expect(try locals(LabHost("d23-stopped")).isEmpty)
    }

    @Test func `a high port is Dovecot's where its master, which answers, holds it`() throws {
        let host = try LabHost("d23-pam").with("port = 10993", for: "port = 993", in: "config")
            .with(":10993 ", for: ":993 ", in: "sockets")
        #expect(locals(host).first == "imaps 127.0.0.2:10993 true")
        let master = try #require(host.subject.output("service", "pid").first)
        let stranger = try host.with(",pid=31,", for: ",pid=\(master),", in: "sockets")
        #expect(locals(stranger).first == "imaps 127.0.0.2:10993 false")
        // While Dovecot is down, the number that it left behind may be anybody's.
        let silent = try host.with("service", "status", "Fatal: no", status: 75)
        #expect(locals(silent).first == "imaps 127.0.0.2:10993 false")
        let replaced = try host.with("service", "pid", "31", status: 0)
        #expect(locals(replaced).first == "imaps 127.0.0.2:10993 false")
    }

    @Test func `whose port is held by a stranger, or by nobody knows whom, is no Dovecot's`() throws {
        let host = try LabHost("d23-pam")
        let line = try #require(host.subject.output("sockets", "ss").first { $0.contains(" 0.0.0.0:993 ") })
        let stranger = try host.with(String(line).replacing("dovecot", with: "nginx"), for: String(line), in: "sockets")
        #expect(locals(stranger) == ["imaps 127.0.0.2:993 false", "imap 127.0.0.2:143 true"])
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

    @Test func `an auth process that does not answer is not asked again from outside`() {
        #expect(catalogue.passwordOutcome(of: Evidence("password", ending: .timedOut)) == .withheld)
    }
}
