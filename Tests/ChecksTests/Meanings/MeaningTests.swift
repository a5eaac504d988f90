import Fleet
import Foundation
import Testing

@testable import Checks

@Suite struct MeaningTests {
    @Test(arguments: MeaningLines.known)
    func `a line has its meaning, and no other as special`(known: MeaningLines.Line) throws {
        let (id, line) = (known.id, known.line)
        let parsed = LogLine(parsing: line)
        let known = try #require(parsed.known, "\(line)")
        #expect(known.id == id, "\(line)")
        let message = parsed.level == "Panic" ? "Panic: \(parsed.text)" : parsed.text
        let span = message.utf8.span
        let others = Meaning.all.filter { $0.specificity == known.meaning.specificity && $0.id != id }
            .filter { row in row.patterns.contains { $0.captures(in: span) != nil } }
        #expect(others.map(\.id) == [], "\(line)")
    }

    @Test func `every row has a line`() {
        let tried = Set(MeaningLines.known.map(\.id))
        #expect(Set(Meaning.all.map(\.id)).subtracting(tried).sorted() == [])
        #expect(tried.subtracting(Meaning.all.map(\.id)).sorted() == [])
        #expect(Set(Meaning.all.map(\.id)).count == Meaning.all.count)
    }

    @Test(arguments: MeaningLines.known)
    func `a meaning is a sentence, with something to do`(known: MeaningLines.Line) throws {
        let (id, line) = (known.id, known.line)
        let known = try #require(LogLine(parsing: line).known)
        let sentence = known.explanation
        // A value of the line keeps its case.
        let word = sentence.prefix { !" ,.".contains($0) || $0 == "." }
        let startsWell = sentence.first?.isUppercase == true || line.contains(word)
        #expect(sentence.hasSuffix(".") && !sentence.hasSuffix("..") && startsWell, "\(sentence)")
        let steps = known.advice.remedy(on: .usual).steps
        #expect(!steps.isEmpty)
        for case .note(let note) in steps { #expect(!note.text.contains("  "), "\(id): \(note.text)") }
        // Only what follows from another line may leave it at a look.
        let asks = steps.allSatisfy { step in
            if case .run(let command) = step {
                return command.text.hasPrefix("doveadm log errors") || command.text.hasPrefix("journalctl")
            }
            return false
        }
        #expect(!asks || known.isConsequence, "\(id)")
    }

    @Test(arguments: MeaningLines.known)
    func `what restarts or reloads looks at the configuration first`(known: MeaningLines.Line) throws {
        let line = known.line
        for step in try #require(LogLine(parsing: line).known).advice.remedy(on: .usual).steps {
            let rest = step.line.replacing("n >/dev/null && systemctl restart dovecot", with: "")
                .replacing("n >/dev/null && doveadm reload", with: "")
            #expect(!rest.contains("restart dovecot") && !rest.contains("doveadm reload"), "\(step.line)")
            if case .run(let command) = step {
                #expect(ShellSkeleton(command.text).isClosed, "\(command.text)")
                #expect(!command.text.contains("chmod o+") && !command.text.contains("chmod 777"), "\(command.text)")
            }
        }
    }

    @Test func `a line that nobody has foreseen has no meaning`() {
        for line in [
            "imap(joe)<7><s>: Error: the quick brown fox", "auth: Fatal: something else", "master: Error: x", "",
            "imap(joe)<7><s>: Error: Unexpected frobnication of /srv/x", "Panicking is not a panic",
        ] {
            #expect(LogLine(parsing: line).known == nil, "\(line)")
        }
    }

    @Test func `what follows from a line gives way to it`() throws {
        let attempt = [
            "auth: Fatal: Unknown authentication mechanism 'NTLM'",
            "master: Error: service(auth): command startup failed, throttling for 2.000 secs",
            "imap-login: Info: Disconnected: Auth process broken (disconnected before auth was ready, waited 2 secs): user=<>, rip=192.0.2.9",
        ]
        let known = attempt.compactMap { LogLine(parsing: $0).known }
        #expect(known.map(\.isConsequence) == [false, true, true])
        #expect(known.max { $0.meaning.specificity < $1.meaning.specificity }?.id == "setting.mechanism-unknown")
    }

    @Test func `what Dovecot makes itself at its start is not brought back by hand`() throws {
        let line =
            "Nov 29 12:00:01 mx07 dovecot[3]: imap-login: Fatal: chroot(/run/dovecot/login) failed: No such file or directory"
        let steps = try #require(LogLine(parsing: line).known).advice.steps
        #expect(steps.last == .restart && steps.count == 2)
    }

    @Test func `values of a line are in the sentence and in the remedy`() throws {
        let line = "master: Error: service(imap-login): listen(*, 143) failed: Address already in use"
        let known = try #require(LogLine(parsing: line).known)
        #expect(known.explanation.contains("port 143") && known.condition == .freePorts)
        #expect(known.advice.remedy(on: .usual).steps.first == .run("ss -tlnp 'sport = :\(143)'"))
    }

    @Test(arguments: [
        ("imap(joe)<7><s>", "/srv/vmail/joe", Condition.mailDirectory), ("auth", "/etc/dovecot/users.db", .backends),
        ("imap-login", "/etc/ssl/private/mail.key", .certificateFiles),
        ("doveadm", "/run/dovecot/auth-userdb", .authProcess),
        ("master", "/usr/lib/dovecot/x", .service), ("doveconf", "/etc/dovecot/conf.d/x.conf", .configuration),
    ])
    func `the condition of a missing file is that of its place`(sender: String, path: String, condition: Condition)
        throws
    {
        let known = try #require(
            LogLine(parsing: "\(sender): Error: stat(\(path)) failed: No such file or directory").known)
        #expect(known.condition == condition)
    }

    /// The directory that is given away is never one of the system's.
    @Test(arguments: ["/", "/var", "/etc/dovecot/private/x", "/usr/lib/x/y", "/var/lib/mail", "/srv/../etc/x"])
    func `no directory of the system changes its owner`(directory: String) throws {
        let line =
            "imap(joe)<7><s>: Error: stat(/x/y/z/u) failed: Permission denied (euid=5000(vmail) egid=5000(vmail)"
            + " missing +x perm: \(directory), dir owned by 0:0 mode=0700)"
        let known = try #require(LogLine(parsing: line).known)
        #expect(known.id == "access.mail" && !known.advice.remedy(on: .usual).script.contains("chown"))
    }

    @Test func `a path ends where the next call begins`() throws {
        let line =
            "imap(joe)<7><s>: Error: Mail storage autodetection failed with home=/home/joe/ stat(/home/joe/mail) failed: x"
        #expect(try #require(LogLine(parsing: line).known).explanation.hasSuffix(" in the home /home/joe/."))
    }

    @Test func `what a service of the operator prints is not about Dovecot's backends`() {
        let text = "unable to open database \"/var/log/last.db\": unable to open database file"
        #expect(LogLine(parsing: "post-login: Error: Error: \(text)").known?.id == "process.script")
        #expect(LogLine(parsing: "auth: Error: sqlite: \(text)").known?.id == "backend.sqlite-file")
        #expect(
            LogLine(parsing: "post-login: Error: Script terminated abnormally, exit status 1").known?.id
                == "account.post-login")
    }
}
