import Testing

@testable import Checks

@Suite struct ListeningSocketTests {
    /// FreeBSD's, of others' hosts (`Evidence/published/README.md`).
    private func sockstat(_ name: String, _ program: String, as own: String) throws -> [ListeningSocket] {
        let text = String(decoding: try EvidenceFiles.bytes("published/sockstat.\(name).txt"), as: UTF8.self)
        return lines(of: text.replacing(program, with: own)).compactMap(ListeningSocket.init)
    }

    @Test func `sockstat's sockets are read, of one family and of both`() throws {
        let sockets = try sockstat("listening", "mysqld", as: "dovecot")
        #expect(
            sockets.map { "\($0.program ?? "") \($0.address) \($0.port)" } == [
                "db_r40020 * 15900", "dovecot * 3306", "sendmail 127.0.0.1 25", "sshd * 22",
            ])
        #expect(sockets.map(\.isDovecots) == [false, true, false, false])
    }

    @Test func `a name that is as wide as its column is known all the same`() throws {
        let sockets = try sockstat("wide", "python2.7", as: "imap-login")
        #expect(sockets.map(\.port) == [61115] && sockets[0].isDovecots == true)
    }
}
