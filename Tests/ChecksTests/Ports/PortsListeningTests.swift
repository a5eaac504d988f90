import Fleet
import Testing

@testable import Checks

@Suite struct PortsListeningTests {
    private let check = PortsListening()

    @Test func `a required listener that is not configured fails with how to configure it`() throws {
        let found = try LabHost("d24-no-imaps").judgement(check)
        #expect(found.verdict == .fail && found.signature == "imaps not configured")
        #expect(found.remedy?.script.contains("port = 993") == true)
    }

    @Test func `a port that is closed on purpose is no fault`() throws {
        let found = try LabHost("d23-imaps-only").judgement(check)
        #expect(found.verdict == .pass && !found.summary.contains("143"))
    }

    @Test func `a promised port that is not bound fails`() throws {
        let host = try LabHost("d23-pam").with(":9993 ", for: ":993 ", in: "sockets")
        #expect(try host.judgement(check).signature == "imaps 993")
    }

    @Test func `without root the program is not known, and the port counts`() throws {
        let host = try LabHost("d23-pam").with("", for: "users:", in: "sockets").with(
            "", for: "((\"dovecot\"", in: "sockets")
        #expect(try host.judgement(check).verdict == .pass)
    }

    @Test func `a listener on one address must be bound to it`() throws {
        let bound = try LabHost("d23-pam").with("listen = 192.0.2.7", for: "listen = *, ::", in: "config")
        #expect(try bound.judgement(check).verdict == .pass)
        let elsewhere = try bound.with("192.0.2.8:", for: "0.0.0.0:", in: "sockets").with(
            "192.0.2.8:", for: "[::]:", in: "sockets")
        #expect(try elsewhere.judgement(check).verdict == .fail)
    }

    @Test func `ssl = no opens no port for TLS, and none is missed`() throws {
        let host = try LabHost("d23-pam").with("\nssl = no", for: "\nssl = yes", in: "config").with(
            ":9993 ", for: ":993 ", in: "sockets"
        )
        .with(":9995 ", for: ":995 ", in: "sockets")
        #expect(try host.judgement(check).verdict == .pass)
    }

    @Test(arguments: [
        (
            "d23-pam", "port = 143\n    reuse_port = no\n    ssl = no",
            "port = 143\n    reuse_port = no\n    ssl = yes", 143
        ),
        ("d24-vmail", "port = 143\n", "port = 143\n    ssl = yes\n", 143),
        ("d24-vmail", "port = 110\n", "port = 110\n    ssl = yes\n", 110),
    ])
    func `a port for STARTTLS that begins with TLS fails`(name: String, old: String, new: String, port: Int) throws {
        let found = try LabHost(name).with(new, for: old, in: "config").judgement(check)
        #expect(found.verdict == .fail && found.signature == "\(port) with TLS")
    }

    @Test func `2.4 without protocols offers nothing, and fails`() throws {
        let host = try LabHost("d24-pam").with(
            "config", "settings", "base_dir = /run/dovecot\nlisten = * ::\nprotocols = ", status: 0)
        let found = try host.judgement(check)
        #expect(found.verdict == .fail && found.remedy?.script.contains("protocols { imap = yes }") == true)
    }

    @Test func `an LMTP host is asked for no port`() throws {
        var host = try LabHost("d24-pam")
        host.record.host.role = .lmtp
        #expect(try host.judgement(check).verdict == .skipped)
    }

    @Test func `what another configuration promises is not known from the one that was read`() throws {
        let host = try LabHost("d24-vmail").shaped("d24-other-configuration", "config")
        #expect(throws: MissingFact.self) { try host.judgement(PortsListening()) }
        #expect(try host.judgement(ConfigLoaded()).verdict == .warn)
    }

    @Test func `imaps that is switched off warns, unless the inventory says which services there are`() throws {
        var host = try LabHost("d23-imaps-off")
        #expect(try host.judgement(check).verdict == .warn && host.judgement(check).signature == "imaps off")
        host.record.host.services = [.imap]
        #expect(try host.judgement(check).verdict == .pass)
    }

    @Test func `a protocol whose package was removed warns, unless the inventory needs none`() throws {
        var host = try LabHost("d24-removed-imapd")
        #expect(try host.judgement(check).signature == "imap removed")
        host.record.host.services = [.pop3s]
        #expect(try host.judgement(check).verdict == .pass)
        #expect(try LabHost("d23-pop3-only").judgement(check).verdict == .pass)
    }

    @Test func `pop3s that is switched off beside pop3 warns`() throws {
        let host = try LabHost("d24-vmail")
        let sections = try host.subject.part("config", "sections").text
        let off = sections.replacing("port = 995", with: "port = 0")
        let found = try host.with("config", "sections", off, status: 0).judgement(PortsListening())
        #expect(found.verdict == .warn && found.signature == "pop3s off")
    }
}
