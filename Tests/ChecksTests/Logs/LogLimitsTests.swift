import Fleet
import Testing

@testable import Checks

@Suite struct LogLimitsTests {
    private let check = LogLimits()

    @Test func `clients that were dropped are known by the master's count, which 2.3's log does not remember`() throws {
        let host = try LabHost("d23-process-limit").with("logs", "errors", "timestamp\tprefix\ttype\ttext", status: 0)
        #expect(try host.judgement(check).signature == "imap")
        #expect(try host.judgement(LogErrors()).verdict == .pass)
    }

    @Test func `what was dropped days ago is over`() throws {
        let host = try LabHost("d23-pam")
        let dropping = { (time: Int64) in
            try host.with(
                "name: imap\nlast_drop_warning: \(time)\n", for: "name: imap\n", in: "service"
            )
            .with("service", "status", "name: imap\nlast_drop_warning: \(time)", status: 0)
        }
        #expect(try dropping(host.record.began - 60).judgement(check).signature == "imap")
        #expect(try dropping(host.record.began - 90_000).judgement(check).verdict == .pass)
    }

    @Test(arguments: [
        "service(imap): process_limit (2) reached, client connections are being dropped",
        "Maximum number of connections from user+IP exceeded (mail_max_userip_connections=10)",
        "service(imap-login): child 9 returned error 83 (Out of memory (service imap-login { vsz_limit=64 MB }, …))",
    ])
    func `each limit is named by the line that tells it`(text: String) throws {
        let host = try LabHost("d23-pam").with("logs", "errors", "Nov 23 15:00:00\tmaster\tWarning\t\(text)", status: 0)
        #expect(try host.judgement(check).verdict == .warn)
    }

    @Test func `where nobody can be asked nothing is known`() throws {
        let host = try LabHost("d23-pam").with(
            "logs", "errors", "Fatal: net_connect_unix(x) failed: Permission denied", status: 75)
        #expect(throws: MissingFact.self) { try host.judgement(check) }
    }
}
