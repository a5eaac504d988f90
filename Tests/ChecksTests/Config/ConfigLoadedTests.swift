import Fleet
import Testing

@testable import Checks

@Suite struct ConfigLoadedTests {
    private let check = ConfigLoaded()

    @Test func `a file that is newer than the last load warns by its name`() throws {
        let found = try LabHost("d24-not-loaded").judgement(check)
        #expect(found.verdict == .warn && found.signature == "/etc/dovecot/conf.d/99-lab.conf")
        #expect(try LabHost("d24-pam").judgement(check).verdict == .pass)
    }

    @Test func `a server that was started with another file warns`() throws {
        let warning =
            "doveconf: Warning: Dovecot was last started using /t/v.conf, but this config is /etc/dovecot/dovecot.conf"
        let found = try LabHost("d23-pam").with("config", "written", warning, status: 0).judgement(check)
        #expect(found.verdict == .warn && found.signature == "/t/v.conf /etc/dovecot/dovecot.conf")
    }

    @Test func `what is stopped has nothing loaded`() throws {
        #expect(try LabHost("d23-stopped").judgement(check).verdict == .skipped)
    }

    @Test func `an address that the host does not have fails before the next restart`() throws {
        let sections = try LabHost("d23-vmail").subject.part("config", "sections").text
        let written = try LabHost("d23-vmail").subject.part("config", "settings").text
        func host(own: String, listens: String) throws -> LabHost {
            try LabHost("d23-vmail").with("config", "sections", sections, status: 0)
                .with("config", "settings", "\(written)\nlisten = \(listens)", status: 0)
                .with("sockets", "addresses", own, status: 0)
        }
        let found = try host(own: "127.0.0.1\n198.18.1.3", listens: "198.18.1.99").judgement(check)
        #expect(found.verdict == .fail && found.signature == "address 198.18.1.99")
        #expect(found.remedy?.script.contains("reload\n") == false)
        #expect(try host(own: "127.0.0.1\n198.18.1.99", listens: "198.18.1.99").judgement(check).verdict == .pass)
        #expect(try host(own: "nonlocal\n198.18.1.3", listens: "198.18.1.99").judgement(check).verdict == .pass)
        #expect(
            try host(own: "198.18.1.3", listens: "*, ::, 127.0.0.1, mx.lab.example").judgement(check).verdict == .pass)
    }
}
