import Fleet
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

    /// Who listens, by what `ss`, `netstat` and `sockstat` print, and whether a password may go there where Dovecot's
    /// master is process 158.
    @Test(arguments: [
        (#"LISTEN 0 100 0.0.0.0:993 0.0.0.0:* users:(("dovecot",pid=999,fd=43))"#, true),
        (#"LISTEN 0 100 0.0.0.0:10993 0.0.0.0:* users:(("dovecot",pid=158,fd=43))"#, true),
        (#"LISTEN 0 100 0.0.0.0:10993 0.0.0.0:* users:(("imap-login",pid=160,fd=7),("dovecot",pid=158,fd=43))"#, true),
        (#"LISTEN 0 100 0.0.0.0:10993 0.0.0.0:* users:(("systemd",pid=1,fd=43))"#, true),
        (#"LISTEN 0 100 0.0.0.0:10993 0.0.0.0:* users:(("dovecot",pid=999,fd=43))"#, false),
        (#"LISTEN 0 100 127.0.0.2:10993 0.0.0.0:* users:(("init",pid=999,fd=43))"#, false),
        // A program may call itself by what looks like more than a name.
        (#"LISTEN 0 100 0.0.0.0:10993 0.0.0.0:* users:(("dovecot",pid=1",pid=999,fd=43))"#, false),
        (#"LISTEN 0 100 0.0.0.0:10993 0.0.0.0:* users:(("dovecot",pid=1,",pid=999,fd=43))"#, false),
        (#"LISTEN 0 100 0.0.0.0:10993 0.0.0.0:* users:(("dovecot(",pid=158,fd=1",pid=999,fd=43))"#, false),
        ("LISTEN 0 100 0.0.0.0:10993 0.0.0.0:*", false),
        ("tcp 0 0 0.0.0.0:10993 0.0.0.0:* LISTEN 158/dovecot", true),
        ("tcp 0 0 0.0.0.0:10993 0.0.0.0:* LISTEN 999/dovecot", false),
        ("tcp 0 0 0.0.0.0:10993 0.0.0.0:* LISTEN 999/x 158/dovecot", false),
        ("root dovecot 158 5 tcp4 *:10993 *:*", true), ("joe dovecot 999 5 tcp4 *:10993 *:*", false),
        ("root dovecot158 5 tcp4 *:10993 *:*", false),
    ]) func `a name alone is no Dovecot where any account may listen`(_ line: String, _ isCertain: Bool) throws {
        let socket = try #require(ListeningSocket(line[...]))
        #expect(socket.isCertainlyDovecots(master: 158) == isCertain)
        #expect(socket.port < 1024 || socket.isCertainlyDovecots(master: nil) == (socket.processes == [1]))
    }
}
