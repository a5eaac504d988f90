import Fleet
import Testing

@testable import Checks

@Suite struct PortsOwnerTests {
    private let check = PortsOwner()

    @Test func `another program on a port is named, and explains why Dovecot does not start`() throws {
        let host = try LabHost("d24-port-taken")
        #expect(try host.judgement(check).signature == "143 nc")
        let result = host.judged()
        #expect(result.cause?.check == "ports.owner")
        #expect(result.findings.first { $0.check == "service.running" }?.blockedBy == "ports.owner")
    }

    @Test func `another program on every port is named by the first`() throws {
        let host = try LabHost("d23-pam").with("((\"courier\"", for: "((\"dovecot\"", in: "sockets")
        #expect(try host.judgement(check).signature == "143 courier")
    }

    @Test func `Dovecot's own ports pass, and so do those that nobody holds`() throws {
        #expect(try LabHost("d23-pam").judgement(check).summary == "held by Dovecot: 143, 993, 110, 995")
        #expect(try LabHost("d23-stopped").judgement(check).verdict == .pass)
    }

    @Test func `a port whose holder may not be seen is held by nobody else, as far as is known`() throws {
        let host = try LabHost("d24-port-taken").with(" ", for: "users:((\"nc\"", in: "sockets")
        #expect(try host.judgement(check).verdict == .pass)
    }
}
