import Diagnostics
import Fleet
import SSHConfig
import Testing
import TextFiles

struct SSHConfigurationTests {
    private let operations = SSHConfiguration.Coordinator(
        user: "op", userID: 1000, home: "/home/op", hostName: "admin.example.net",
        environment: ["SSH_AUTH_SOCK": "/agent", "EMPTY": ""])

    private func load(_ files: [String: String], shared: Set<String> = []) throws -> SSHConfiguration {
        try .load(for: operations, files: MemoryFiles(files: files, shared: shared))
    }

    private func resolve(
        _ files: [String: String], _ host: String = "mx1", options: [String] = [],
        running: @escaping (String) -> Bool = { _ in false }
    ) throws -> SSHConfiguration.Resolution {
        let options = try options.map { try SSHOption($0, from: Source(file: "options")) }
        return try load(files).resolve(
            SSHConfiguration.Request(host: host, options: options, coordinator: operations), running: running)
    }

    private func complaint(_ files: [String: String], shared: Set<String> = []) -> String? {
        do {
            _ = try load(files, shared: shared)
            return nil
        } catch {
            return "\(error)"
        }
    }

    @Test func `no files mean what ssh does by itself`() throws {
        let nothing = try resolve([:])
        #expect((nothing.hostName, nothing.port, nothing.user, nothing.settings) == ("mx1", 22, nil, SSHSettings()))
        #expect(nothing.proxyJump.isEmpty && nothing.unsupported.isEmpty)
    }

    @Test func `the options win over the user's file, and that one over the system's`() throws {
        let files = [
            "/home/op/.ssh/config": "Host mx1\nPort 2\nUser user\nIdentityFile ~/.ssh/user\n",
            "/etc/ssh/ssh_config": "Port 3\nUser system\nHostKeyAlias system\nIdentityFile ~/.ssh/system\n",
        ]
        let found = try resolve(files, options: ["User=given", "IdentityFile=/given"])
        #expect((found.user, found.port, found.settings.hostKeyAlias) == ("given", 2, "system"))
        #expect(found.settings.identityFiles == ["/given", "/home/op/.ssh/user", "/home/op/.ssh/system"])
    }

    @Test func `the system's file applies from its first line whatever block the user's ends in`() throws {
        let files = ["/home/op/.ssh/config": "Host other\n", "/etc/ssh/ssh_config": "Port 3\n"]
        #expect(try resolve(files).port == 3)
    }

    @Test func `relative includes start at the home of their kind of file`() throws {
        let files = [
            "/home/op/.ssh/config": "Include conf.d/*.conf ~/more\nInclude nothing/*\n",
            "/home/op/.ssh/conf.d/b.conf": "User b\n", "/home/op/.ssh/conf.d/a.conf": "User a\nPort 11\n",
            "/home/op/more": "HostKeyAlias more\n", "/etc/ssh/ssh_config": "Include ssh_config.d/*.conf\n",
            "/etc/ssh/ssh_config.d/x.conf": "ConnectTimeout 12\n",
        ]
        let found = try resolve(files)
        #expect((found.user, found.port) == ("a", 11))
        #expect((found.settings.hostKeyAlias, found.settings.connectTimeout) == ("more", 12))
    }

    @Test func `a match runs its command only where nothing failed before it, with its tokens`() throws {
        let text = """
            HostName real.%h
            Match host other exec "never %h"
            Match exec "first %h %n %p %r %u %i %d %L %l %k %%"
              Port 5
            """
        var commands: [String] = []
        let found = try resolve(["/home/op/.ssh/config": text]) { command in
            commands.append(command)
            return true
        }
        #expect(commands == ["first real.mx1 mx1 22 op op 1000 /home/op admin admin.example.net real.mx1 %"])
        #expect(found.port == 5)
    }

    @Test func `the tag that an option gives is matched`() throws {
        let files = ["/home/op/.ssh/config": "Match tagged mail*,!mailx\nPort 5\n"]
        #expect(try resolve(files).port == 22)
        #expect(try resolve(files, options: ["Tag=mail1"]).port == 5)
        #expect(try resolve(files, options: ["Tag=mailx"]).port == 22)
    }

    @Test(arguments: [
        ("$SSH_AUTH_SOCK", "/agent"), ("SSH_AUTH_SOCK", nil), ("none", "none"), ("$NOT_SET", "none"),
        ("${SSH_AUTH_SOCK}.%r", "/agent.op"), ("~/s", "/home/op/s"),
    ])
    func `the agent is the one that is named`(value: String, agent: String?) throws {
        #expect(try resolve(["/home/op/.ssh/config": "IdentityAgent \(value)\n"]).settings.identityAgent == agent)
    }

    @Test func `a hop is read to its parts`() throws {
        let hops = try resolve(["/home/op/.ssh/config": "ProxyJump a@one:1,ssh://b%40c@two,[2001:db8::1]\n"]).proxyJump
        #expect(hops.map(\.user) == ["a", "b@c", nil])
        #expect(hops.map(\.host) == ["one", "two", "2001:db8::1"])
        #expect(hops.map(\.port) == [1, nil, nil])
    }

    @Test(arguments: [
        ("Hots mx1", "/home/op/.ssh/config:2: \"Hots\": OpenSSH has no such keyword. "),
        (
            "IdentityFiles ~/k",
            "\"IdentityFiles\": OpenSSH has no such keyword. Did you mean \"identityfile\"? Correct it, or"
        ),
        ("Hostname %n.x", "\"%n.x\": OpenSSH has no \"%n\" here. Write %% for a percent sign."),
        ("IdentityFile ${NOTHING}/k", "the variable \"NOTHING\" is not set. Set it, or write the value in full."),
        (
            "IdentityFile ~bob/k",
            "\"IdentityFile ~bob/k\": the path is in the home of another account. Write the path in full."
        ),
        ("Ciphers -*", "\"Ciphers -*\": it leaves no algorithm, or has a \"!\". "),
    ])
    func `what only a host shows is told with its line`(line: String, message: String) {
        let error = #expect(throws: InputError.self) { try resolve(["/home/op/.ssh/config": "# one\n\(line)\n"]) }
        let told = error?.description ?? ""
        #expect(told.hasPrefix("/home/op/.ssh/config:2: ") && told.contains(message), "\(told)")
    }

    @Test(arguments: [
        ("Port", "\"Port\": it has no value. Give it one, or remove it."),
        ("Port ssh2", "\"Port ssh2\": this is not a port. Write a number from 1 to 65535."),
        (
            "User a b",
            "\"User a b\": only one value is allowed, but there are more. Put a value that has spaces in double"
        ),
        ("User 'a", "\"User 'a\": a quotation is not closed. Close it."),
        ("ConnectTimeout 5x", "this is not a time. Write seconds, or a time such as 1m30s."),
        ("IdentitiesOnly si", "this value is not known. It is one of yes, no."),
        ("ServerAliveCountMax x", "this is not a number. Write a whole number."),
        ("Ciphers aes256ctr", "OpenSSH has no algorithm \"aes256ctr\" here. Did you mean \"aes256-ctr\""),
        ("UserKnownHostsFile a none", "\"none\" is used together with other files. Write it alone, or remove it."),
        ("ProxyJump a:b", "this has no jump hosts. Write [user@]host[:port], with commas between."),
        ("IdentityAgent $a-b", "this is not a variable. Write $NAME, ${NAME} or a path."),
        ("Match", "\"Match\": it has no value. "),
        ("Match # x", "\"Match # x\": it has no condition. Write Match all for every host."),
        ("Match hots mx1", "OpenSSH has no condition \"hots\". Did you mean \"host\"? Correct it, or remove it."),
        ("Match host", "the condition \"host\" has no value. Give it one, or remove it."),
        ("Match all host x", "\"all\" is used together with other conditions. Write it alone, or remove it."),
        ("Match host \"\" user x", "the condition \"host\" has no value. "),
        ("Host a \"\"", "one of its words is empty. Fill it in, or remove the quotes."),
        ("Include ~bob/x", "the path is in the home of another account. Write the path in full."),
        ("Include config", "the files include each other more than 16 deep. Remove one Include."),
    ])
    func `a broken line is told with its number, its text and what to do`(line: String, message: String) throws {
        let told = try #require(complaint(["/home/op/.ssh/config": "# one\nHost other\n  \(line)\n"]))
        #expect(told.hasPrefix("/home/op/.ssh/config:3: ") && told.contains(message), "\(told)")
    }

    @Test func `all that is wrong is told at once, in included files too, each with its own line`() throws {
        let files = [
            "/home/op/.ssh/config": "Port 0\nInclude part\nUser\n", "/home/op/.ssh/part": "\nPort x\n",
            "/etc/ssh/ssh_config": "Include ~/x\n",
        ]
        let told = try #require(complaint(files))
        #expect(
            told.split(separator: "\n").map { $0.prefix { $0 != " " } } == [
                "/home/op/.ssh/config:1:", "/home/op/.ssh/part:2:", "/home/op/.ssh/config:3:",
            ])
        #expect(complaint(["/etc/ssh/ssh_config": "Include ~/x\n"])?.contains("the home of another account") == true)
    }

    @Test func `a file that others may change is refused, but for the system's own`() {
        let files = [
            "/home/op/.ssh/config": "Include part\n", "/home/op/.ssh/part": "", "/etc/ssh/ssh_config": "",
        ]
        let refusal =
            "other accounts may change this file, so ssh refuses it. Make yourself its owner (chown), and remove the write"
        #expect(complaint(files, shared: ["/etc/ssh/ssh_config"]) == nil)
        for path in ["/home/op/.ssh/config", "/home/op/.ssh/part"] {
            #expect(complaint(files, shared: [path])?.hasPrefix("\(path): \(refusal)") == true)
        }
    }
}
