import Fleet
import Testing

@testable import Checks

@Suite struct PortsGreetingTests {
    private let check = PortsGreeting()

    @Test func `a login process that cannot reach the auth process fails`() throws {
        #expect(
            try LabHost("d23-base-dir").judgement(check).summary.contains("cannot reach the auth process"))
        #expect(try LabHost("d24-cram-md5").judgement(check).verdict == .fail)
    }

    @Test func `a notice before a good greeting is no fault`() throws {
        let host = try LabHost("d24-pam").with {
            $0.talk?.notices = ["* OK Waiting for authentication process to respond.."]
        }
        #expect(try host.judgement(check).verdict == .pass)
    }

    @Test func `a handshake that fails is not the greeting's fault`() throws {
        #expect(try LabHost("d24-wrong-key").judgement(check).verdict == .pass)
    }

    @Test func `a listener that waits for a balancer's header is not asked to greet`() throws {
        let silent = try LabHost("d23-pam").with {
            $0.talk?.greeting = nil; $0.talk?.ending = .closed
        }
        #expect(try silent.judgement(check).verdict == .fail)
        let behind = try silent.with("haproxy = yes", for: "haproxy = no", in: "config")
            .with("haproxy_trusted_networks = 192.0.2.10", for: "haproxy_trusted_networks = ", in: "config")
        #expect(throws: MissingFact.self) { try behind.judgement(check) }
    }

    @Test func `what greets through SSH and not from outside is told apart`() throws {
        let host = try LabHost("d24-vmail").alsoThroughSSH.with { dialogue in
            guard dialogue.vantage == .outside else { return }
            dialogue.talk?.greeting = nil
            dialogue.talk?.ending = .closed
        }
        let found = try host.judgement(check)
        #expect(found.vantage == .outside && found.summary.contains("(through SSH it greets: another machine"))
    }

    @Test func `a server that says BYE fails with its words`() throws {
        let host = try LabHost("d24-pam").with { $0.talk?.greeting = "* BYE Auth process broken" }
        #expect(try host.judgement(check).summary.contains("Auth process broken"))
    }

    @Test func `a PROXY header that nobody is trusted to send fails`() throws {
        let host = try LabHost("d24-haproxy-untrusted")
        let found = try host.judgement(PortsGreeting())
        #expect(found.verdict == .fail && found.signature.hasSuffix(" untrusted"))
        #expect(host.judged().cause?.check == "ports.greeting")
        let trusted = try host.with(
            "haproxy_trusted_networks = 192.0.2.10", for: "haproxy_trusted_networks = ", in: "config")
        #expect(try trusted.judgement(PortsGreeting()).verdict == .pass)
    }
}
