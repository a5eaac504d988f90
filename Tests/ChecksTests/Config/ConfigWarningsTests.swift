import Fleet
import Testing

@testable import Checks

@Suite struct ConfigWarningsTests {
    private let check = ConfigWarnings()

    @Test func `obsolete settings and limits that are too low come with their new names and numbers`() throws {
        let found = try LabHost("d23-obsolete").judgement(check)
        #expect(found.verdict == .warn && found.signature == "ssl_protocols auth client_limit")
        #expect(found.remedy?.script.contains("ssl_protocols has been replaced by ssl_min_protocol.") == true)
        #expect(found.remedy?.script.contains("Set 'service auth { client_limit = 400 }'") == true)
    }

    @Test func `another file than the running one is another check's`() throws {
        #expect(try LabHost("d23-other-file").judgement(check).verdict == .pass)
        #expect(try LabHost("d23-other-file").judgement(ConfigLoaded()).signature.hasPrefix("/etc/dovecot/site.conf "))
    }

    @Test func `a configuration that cannot be read warns of nothing`() throws {
        let host = try LabHost("d23-misspelt")
        #expect(throws: MissingFact.self) { try host.judgement(check) }
    }
}
