import Diagnostics
import Fleet
import SSHConfig
import Testing

struct SSHArgumentsTests {
    private func arguments(_ words: String...) -> SSHArguments {
        var arguments = SSHArguments()
        arguments.read(words: words, from: Source(file: "h", line: 2))
        return arguments
    }

    private func resolve(_ arguments: SSHArguments) throws -> SSHConfiguration.Resolution {
        let operations = SSHConfiguration.Coordinator(
            user: "op", userID: 1000, home: "/home/op", hostName: "admin", environment: [:])
        return try SSHConfiguration.empty.resolve(
            SSHConfiguration.Request(host: "mx1", options: arguments.options, coordinator: operations),
            running: { _ in true })
    }

    @Test func `letters mean the keywords that ssh gives them`() throws {
        let words = arguments(
            "-6C", "-b", "::1", "-i", "a \"b\\ %%", "-lbob", "-p", "2022", "-caes128-ctr", "-m", "hmac-sha1",
            "-Jx@y:1,z")
        let found = try resolve(words)
        #expect(words.refused.isEmpty)
        #expect((found.user, found.port, found.settings.bindAddress) == ("bob", 2022, "::1"))
        #expect(found.settings.identityFiles == ["a \"b\\ %"])
        #expect((found.settings.ciphers, found.settings.codes) == (["aes128-ctr"], ["hmac-sha1"]))
        #expect(found.settings.addressFamily == .inet6)
        #expect(found.proxyJump.map(\.text) == ["x@y:1", "z"])
    }

    @Test func `the file is named, and the last one counts`() {
        #expect(arguments("-F", "a", "-Fb").configurationFile == "b")
        #expect(arguments("-v").configurationFile == nil)
    }

    @Test func `how a connection is shared, shown or forwarded changes nothing`() {
        let words = arguments(
            "-vvvqTtCAaXx", "-S", "/s", "-L8080:localhost:80", "-o", "ControlPersist=60s", "-oLogLevel QUIET")
        #expect(words.refused.isEmpty)
    }

    @Test(arguments: [
        (["-W", "x:1"], "-W x:1", "remove it for dovesweep, or use another way to the host"),
        (["-vN"], "-N", "remove it for dovesweep, or use another way to the host"),
        (["uptime"], "uptime", "remove it for dovesweep, or use another way to the host"),
        (["-o"], "-o", "it has no value"),
        (["-oPort=x"], "-oPort=x", "this is not a port. Write a number from 1 to 65535"),
        (["-p", "0"], "-p 0", "this is not a port. Write a number from 1 to 65535"),
        (
            ["-o", "Prot=22"], "-o Prot=22",
            "OpenSSH has no such keyword. Did you mean \"protocol\" or \"port\"? Correct it"
        ),
        (["-o", "Host x"], "-o Host x", "this is not an option. Write Name=value, with a name of ssh_config"),
        (["-B", "eth0"], "-B eth0", "it cannot choose an interface"),
        (["-o", "RemoteCommand=x"], "-o RemoteCommand=x", "it runs another command"),
        (["-o", "StrictHostKeyChecking=no"], "-o StrictHostKeyChecking=no", "remove it, and add the host key"),
    ])
    func `what cannot be honoured is refused as it was written`(words: [String], text: String, advice: String) throws {
        var arguments = SSHArguments()
        arguments.read(words: words, from: Source(file: "h"))
        let refusal = try #require(arguments.refused.first)
        #expect(arguments.refused.count == 1 && arguments.options.isEmpty)
        #expect(refusal.text == text)
        #expect(refusal.advice.hasPrefix(advice), "\(refusal.advice)")
    }

    @Test func `an unknown option is passed over where one before names it`() {
        #expect(arguments("-o", "IgnoreUnknown=Foo*", "-o", "FooBar=1").refused.isEmpty)
        #expect(arguments("-o", "FooBar=1", "-o", "IgnoreUnknown=Foo*").refused.map(\.text) == ["-o FooBar=1"])
    }
}
