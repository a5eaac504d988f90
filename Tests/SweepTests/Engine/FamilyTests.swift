import Fleet
import Testing

@testable import Sweep

@Suite struct `Both families of addresses` {
    private static let four = MailAddress("192.0.2.7", isIPv6: false)
    private static let six = MailAddress("2001:db8::7", isIPv6: true)

    private static func sweep(
        _ addresses: [MailAddress], address: String = "mx", services: [String: ScriptedDialer.Service]
    ) async -> [Dialogue] {
        var sweep = TestSweep(outside: [:])
        sweep.dialer = ScriptedDialer(services, names: ["mx": addresses, "imap.example.net": addresses])
        var host = Host(name: "a", address: address)
        host.services = [.imaps, .pop3s]
        host.publicNames = ["imap.example.net"]
        return await sweep.run(hosts: [host])[0].dialogues
    }

    @Test func `what has both is spoken with by one, and only reached by the other`() async {
        let dialogues = await Self.sweep(
            [Self.six, Self.four], services: ["192.0.2.7": .imap(), "2001:db8::7": .imap()])
        #expect(dialogues.count == 4 && dialogues.allSatisfy { $0.reach == .connected })
        #expect(dialogues.filter { $0.talk != nil }.map(\.address) == ["192.0.2.7", "192.0.2.7"])
        #expect(dialogues.filter { $0.talk == nil }.map(\.port) == [993, 995])
    }

    @Test func `a family that is closed is seen, whatever the other is`() async {
        let dialogues = await Self.sweep([Self.six, Self.four], services: ["192.0.2.7": .imap()])
        #expect(dialogues.filter { $0.address == "2001:db8::7" }.map(\.reach) == [.refused, .refused])
    }

    @Test func `without IPv6 here nothing is tried there, and that is said`() async {
        let far = MailAddress("2001:db8::7", isIPv6: true, hasRoute: false)
        let dialogues = await Self.sweep([far, Self.four], services: ["192.0.2.7": .imap()])
        let untried = dialogues.filter { $0.address == "2001:db8::7" }.map(\.reach)
        #expect(untried == [.notTried("this machine has no IPv6"), .notTried("this machine has no IPv6")])
    }

    @Test func `an inventory's address is told by the public name from its other one`() async {
        let dialogues = await Self.sweep([Self.four, Self.six], address: "192.0.2.7", services: ["192.0.2.7": .imap()])
        #expect(Set(dialogues.map(\.address)) == ["192.0.2.7", "2001:db8::7"])
    }

    @Test func `a name that leads to other hosts too says nothing of this one`() async {
        let other = MailAddress("192.0.2.8", isIPv6: false)
        let shared = await Self.sweep(
            [Self.four, other, Self.six], address: "192.0.2.7", services: ["192.0.2.7": .imap()])
        #expect(Set(shared.map(\.address)) == ["192.0.2.7"])
        let moved = await Self.sweep([other, Self.six], address: "192.0.2.7", services: ["192.0.2.7": .imap()])
        #expect(Set(moved.map(\.address)) == ["192.0.2.7"])
    }
}
