import Fleet
import Testing

@testable import Checks

/// A user of the host decides where the mail's path leads, and a userdb what it is.
@Suite struct `Commands on the mail` {
    @Test(arguments: [
        ("/home/probe/Maildir", true), ("/vmail/probe", true), ("/usr/home/probe/Maildir", true), ("/", false),
        ("//", false), ("/./", false), ("/home", false), ("/var/lib", false), ("/etc/mail", false),
        ("/usr/home", false),
        ("/home/probe/../../etc", false), ("/home/probe/./Maildir", false), ("/proc/self/root", false), ("mail", false),
    ]) func `reach only what may be the mail of one account`(path: String, isTyped: Bool) {
        let trail = PathPermissions(trail: ["drwx------ 2 root root 4096 Nov 29 12:00 \(path)"], access: [])
        #expect(trail.exists(path))
        let remedy = trail.steps([.run("chown -R 5 \(path)")], on: path)
        #expect((remedy == [.run("chown -R 5 \(path)")]) == isTyped)
        #expect(remedy.steps.count == 1)
    }

    /// `chmod -R` follows a link that it is given.
    @Test(arguments: [
        ("links", "/home/probe/Maildir"), ("links", "/home/probe"), ("others", "/home/probe/Maildir"),
    ]) func `do not follow a user's link`(part: String, link: String) throws {
        let host = try LabHost("d23-root-mail")
        let before = try host.judgement(MailPermissions()).remedy
        #expect(before?.script.contains("chown -R 1001:1001 /home/probe/Maildir") == true)
        let after = try host.with("account", part, link, status: 0).judgement(MailPermissions()).remedy
        #expect((after == before) == (part == "others"))
        if part == "links" { #expect(after?.script.contains("ch") == true && after?.steps.count == 1) }
    }

    @Test func `let a user pass only a directory that is where its path says`() {
        let trail = PathPermissions(trail: [], access: [], links: ["/home/probe/Mail"])
        for (path, isTyped) in [("/var/vmail", true), ("/home/probe/Mail", false), ("/home/probe/Mail/x", false)] {
            let remedy = trail.steps([.run("chmod o+x \(path)")], on: path, letsThrough: true)
            #expect((remedy == [.run("chmod o+x \(path)")]) == isTyped, "\(path)")
        }
    }
}
