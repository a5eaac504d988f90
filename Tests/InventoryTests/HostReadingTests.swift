import Diagnostics
import Fleet
import Inventory
import Testing
import TextFiles

struct HostReadingTests {
    private var defaults: HostDefaults { HostDefaults(localUser: "op", home: "/home/op") }

    private func host(_ line: String, defaults: HostDefaults? = nil) throws -> Host {
        try HostInventory.load(sources: ["inv/h"], files: MemoryFiles(files: ["inv/h": line])).hosts[0]
            .host(defaults: defaults ?? self.defaults, routes: .none)
    }

    @Test func `a bare name is swept at that name, at port 22, with sudo`() throws {
        var expected = Host(name: "mx1")
        expected.groups = ["ungrouped"]
        expected.become = Host.Become()
        #expect(try host("mx1") == expected)
    }

    @Test func `every variable of the contract reaches the host`() throws {
        let host = try host(
            """
            mx1 ansible_host=192.0.2.1 ansible_port=2222 ansible_user=admin ansible_become_method=doas \
            ansible_ssh_private_key_file=~/.ssh/{{inventory_hostname}} dovesweep_probe_user=probe \
            dovesweep_probe_password_file=secrets/probe dovesweep_public_name="['a.example.net', 'b.example.net']" \
            dovesweep_public_address=198.51.100.7 dovesweep_protocols="imaps, pop3s" dovesweep_ca_file=/etc/ca.pem \
            dovesweep_role=proxy dovesweep_state=drained
            [mail]
            mx1
            """)
        #expect((host.address, host.port, host.user) == ("192.0.2.1", 2222, "admin"))
        #expect(host.keyFile == "/home/op/.ssh/mx1")
        #expect(host.become == Host.Become(method: .doas))
        #expect(host.probe == ProbeAccount(user: "probe", password: .file("inv/secrets/probe")))
        #expect(host.publicNames == ["a.example.net", "b.example.net"])
        #expect((host.publicAddress, host.caFile) == ("198.51.100.7", "/etc/ca.pem"))
        #expect(host.services == [.imaps, .pop3s])
        #expect((host.role, host.state, host.groups) == (.proxy, .drained, ["mail"]))
        #expect(host.unsupported.isEmpty)
    }

    @Test func `the inventory wins over the options, and these over ssh's arguments`() throws {
        var options = defaults
        (options.user, options.port, options.keyFile, options.becomes) = ("cli", 2, "cli.key", true)
        let all = try host(
            "mx1 ansible_user=inv ansible_port=1 ansible_private_key_file=k ansible_become=no", defaults: options)
        #expect((all.user, all.port, all.keyFile, all.become) == ("inv", 1, "k", nil))
        let none = try host("mx1 ansible_ssh_common_args='-l arg -p 3'", defaults: options)
        #expect((none.user, none.port, none.keyFile, none.become) == ("cli", 2, "cli.key", Host.Become()))
        let arguments = try host("mx1 ansible_ssh_extra_args='-o User=arg -oPort=3 -i ~/k -o ControlPersist=60s -C'")
        #expect((arguments.user, arguments.port) == ("arg", 3))
        #expect(arguments.ssh?.identityFiles == ["/home/op/k"])
        #expect(arguments.unsupported.isEmpty)
    }

    @Test func `root needs no privileges unless they are asked for`() throws {
        #expect(try host("mx1 ansible_user=root").become == nil)
        #expect(try host("mx1 ansible_user=root ansible_become=yes").become == Host.Become())
        var options = defaults
        options.localUser = "root"
        #expect(try host("mx1", defaults: options).become == nil)
    }

    @Test func `the options' password goes only to the account that it is for`() throws {
        var options = defaults
        options.probePassword = .environment("DOVESWEEP_PROBE_PASSWORD")
        #expect(try host("mx1", defaults: options).probe == nil)
        #expect(try host("mx1 dovesweep_probe_user=a", defaults: options).probe?.password == options.probePassword)
        options.probeUser = "b"
        #expect(try host("mx1", defaults: options).probe == ProbeAccount(user: "b", password: options.probePassword))
        #expect(try host("mx1 dovesweep_probe_user=a", defaults: options).probe == ProbeAccount(user: "a"))
    }

    @Test func `a null undoes what a group says`() throws {
        let text =
            "[mail]\nmx1 dovesweep_probe_password_file=None\n[mail:vars]\n"
            + "dovesweep_probe_user=p\ndovesweep_probe_password_file=f\ndovesweep_probe_password_env=E"
        #expect(try host(text).probe == ProbeAccount(user: "p", password: .environment("E")))
    }

    @Test(arguments: [
        ("ansible_port=0", "\"0\": ansible_port of mx1 is not a port. Write a number from 1 to 65535."),
        ("ansible_port=ssh", "\"ssh\": ansible_port of mx1 is not a port. "),
        ("ansible_become=maybe", "\"maybe\": ansible_become of mx1 is neither true nor false. "),
        ("ansible_host=", "ansible_host of mx1 is empty. Give it a value, or remove it."),
        ("ansible_user=\"['a']\"", "ansible_user of mx1 is a list, not text. "),
        (
            "ansible_ssh_private_key_file=~bob/k",
            "\"~bob/k\": ansible_ssh_private_key_file of mx1 is in the home of another account"
        ),
        (
            "dovesweep_role=proxi",
            "\"proxi\": dovesweep_role of mx1 is not known. Did you mean \"proxy\"? It is one of mail"
        ),
        (
            "dovesweep_state=down",
            "\"down\": dovesweep_state of mx1 is not known. It is one of in-service, drained, maint"
        ),
        (
            "dovesweep_protocols=imap,impas",
            "\"impas\": dovesweep_protocols of mx1 is not known. Did you mean \"imaps\""
        ),
        ("dovesweep_probe_password_env=E", "dovesweep_probe_password_env of mx1 is set without an account. "),
        (
            "dovesweep_probe_user=p dovesweep_probe_password_env=E dovesweep_probe_password_file=f",
            "dovesweep_probe_password_env of mx1 is set together with dovesweep_probe_password_file (inv/h:1). Keep "
                + "one of them. "
        ),
    ])
    func `a wrong value is told with its variable, its host and its line`(variable: String, message: String) {
        let error = #expect(throws: InputError.self) { try host("mx1 \(variable)") }
        #expect(error?.description.hasPrefix("inv/h:1: \(message)") == true, "\(error?.description ?? "")")
    }

    /// Ansible's ssh plugin asks for `ansible_ssh_host` last, and the last wins.
    @Test func `ansible_ssh_host wins over ansible_host, and the inventory's public names over the option's`() throws {
        #expect(try host("mx1 ansible_ssh_host=192.0.2.1 ansible_host=192.0.2.2").address == "192.0.2.1")
        #expect(try host("mx1 ansible_host=192.0.2.2").address == "192.0.2.2")
        var options = defaults
        options.publicNames = ["imap.example.org"]
        #expect(try host("mx1 dovesweep_public_name=a.example.net", defaults: options).publicNames == ["a.example.net"])
        #expect(try host("mx1", defaults: options).publicNames == ["imap.example.org"])
    }

    /// Its depth is that of the longest way from `all`: variables of deeper groups win.
    @Test(arguments: [["short", "long"], ["long", "short"]])
    func `the longest way to a group decides how deep it is`(order: [String]) throws {
        let sections = ["short": "[short:children]\ndeep", "long": "[long:children]\nmiddle\n[middle:children]\ndeep"]
        let lines =
            "mx1\n\(order.compactMap { sections[$0] }.joined(separator: "\n"))\n"
            + "[deep]\nmx1\n[deep:vars]\nansible_user=deep\n[middle:vars]\nansible_user=middle\n"
        #expect(try host(lines).user == "deep")
    }

    @Test func `what an editor has left behind is no file of variables`() throws {
        let files = [
            "inv/h": "[mail]\nmx1", "inv/group_vars/mail/a": "ansible_user: now",
            "inv/group_vars/mail/a~": "ansible_user: old",
        ]
        let inventory = try HostInventory.load(sources: ["inv/h"], files: MemoryFiles(files: files))
        #expect(try inventory.hosts[0].host(defaults: defaults, routes: .none).user == "now")
    }
}
