import Diagnostics
import Fleet
import Testing

@testable import SSHConfig

/// Names that come from an inventory and are put into commands for a shell, or given to a program.
@Suite struct `A name for ssh` {
    /// All letters and marks that join with what follows, and some that join with what is before them.
    static let joiners =
        (UInt32(0x80)...0x1ffff).compactMap { Unicode.Scalar($0) }.filter { "\($0)'".count == 1 }
        + ["\r", "\u{301}", "\u{338}", "\u{fe0f}", "\u{200d}", "\u{1f3fb}", "\u{903}"]

    /// With the joiner before the sign, behind it, and on both sides.
    private func joined(_ sign: Unicode.Scalar, _ joiner: Unicode.Scalar) -> [String] {
        [[joiner, sign], [sign, joiner], [joiner, sign, joiner]].map { String(String.UnicodeScalarView($0)) }
    }

    private func isTaken(host: String = "mx1", user: String = "deploy") -> Bool {
        do throws(InputError) {
            try SSHNames.check(host: host)
            try SSHNames.check(user: SSHOption(.user, user, from: Source(file: "hosts.ini")))
            return true
        } catch {
            return false
        }
    }

    @Test(arguments: joiners) func `holds no sign of a shell, whatever joins with it`(joiner: Unicode.Scalar) {
        for sign in "\"$&'(),;<>\\`{|} \t\n".unicodeScalars {
            for text in joined(sign, joiner) { #expect(!isTaken(host: "mx" + text + "1"), "\(text)") }
        }
        for sign in "\"&'();<>`{|}\t\n".unicodeScalars {
            for text in joined(sign, joiner) { #expect(!isTaken(user: "a" + text + "b"), "\(text)") }
        }
    }

    @Test(arguments: joiners) func `is no option, whatever joins with its dash`(joiner: Unicode.Scalar) {
        #expect(!isTaken(host: "-\(joiner)oProxyCommand=x"))
        #expect(!isTaken(user: "-\(joiner)x"))
        #expect(!isTaken(user: "a -\(joiner)x"))
        #expect(!isTaken(user: "a\(joiner)\\"))
    }

    @Test func `may hold anything else`() {
        #expect(isTaken(host: "mx-1.example.net") && isTaken(host: "2001:db8::1") && isTaken(host: "größe.example"))
        #expect(isTaken(user: "domain\\user") && isTaken(user: "a-b") && isTaken(user: "$x"))
    }

    /// To Swift the percent sign and the mark are one `Character`, to `ssh` the token stands behind it.
    @Test func `is filled in for a token that a mark stands beside`() throws {
        let tokens = SSHTokens(["h": "mx1"])
        let option = SSHOption(.proxyCommand, "", from: Source(file: "config"))
        #expect(try tokens.expand("nc \u{d4e}%h\u{301} 22", of: option) == "nc \u{d4e}mx1\u{301} 22")
    }

    @Test func `of a jump host is split where ssh splits it`() throws {
        let hop = try #require(SSHHop("joe@\u{301}bastion:22"))
        #expect(hop.user == "joe" && hop.host == "\u{301}bastion" && hop.port == 22)
        let other = try #require(SSHHop("joe\u{d4e}@bastion"))
        #expect(other.user == "joe\u{d4e}" && other.host == "bastion")
    }

    @Test func `that an argument quotes stays within its quotes`() {
        #expect(SSHWords.escaped("\u{d4e}\"\u{301}\\") == "\u{d4e}\\\"\u{301}\\\\")
    }
}

@Suite struct `A message about an inventory` {
    @Test(arguments: ["password=\u{301}hunter2", "password\u{d4e}=hunter2", "\u{d4e}password:\u{301}hunter2"])
    func `holds no secret behind a sign that joins with its neighbour`(line: String) {
        #expect(!Excerpt.of(line).contains("hunter2"))
    }
}
