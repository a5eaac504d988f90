import Foundation
import Testing

/// `dovesweep inventory`, from the command line to the exit status.
struct CommandTests {
    private func list(
        _ arguments: [String], files: [String: String] = [:], programs: Set<String> = [], input: String = "",
        environment: [String: String] = [:]
    ) throws -> Dovesweep {
        try run(["inventory", "list"] + arguments, files, programs, input, environment)
    }

    private func run(
        _ arguments: [String], _ files: [String: String], _ programs: Set<String> = [], _ input: String = "",
        _ environment: [String: String] = [:]
    ) throws -> Dovesweep {
        let scratch = try Scratch(files.merging(["unused": ""]) { own, _ in own }, programs: programs)
        return try Dovesweep(arguments, in: scratch.folder, input: input, environment: environment)
    }

    @Test(arguments: [
        (["-i", "-"], "mx1\nmx2\n", "mx1\nmx2\n"), (["-i", "mx1,mx2"], "", "mx1\nmx2\n"),
        (["-i", "gen"], "", "mx1\nmx2\nmx3\n"), (["-i", "gen", "--limit", "@some"], "", "mx1\nmx3\n"),
        (["-i", "gen", "~mx[23]"], "", "mx2\nmx3\n"), (["-i", "gen", "-i", "mx9,", "all[2:3]"], "", "mx2\nmx3\n"),
    ]) func `hosts come from programs, lists and standard input`(
        arguments: [String], input: String, names: String
    ) throws {
        let program =
            "#!/bin/sh\n[ \"$*\" = --list ] && echo '{\"mail\": [\"mx1\", \"mx2\", \"mx3\"], \"_meta\": "
            + "{\"hostvars\": {}}}'\n"
        let said = try list(
            arguments, files: ["gen": program, "some": "mx1\nmx3\n"], programs: ["gen"], input: input)
        #expect((said.status, said.output, said.errors) == (0, names, ""))
    }

    @Test(arguments: [
        ("echo 'no \u{1b}[31mregion' >&2; exit 3", "gen --list: the program ended with status 3 and printed: no "),
        ("kill -KILL $$", "gen --list: the program was killed by signal 9. Run it by hand: gen --list."),
        ("echo mx1", "gen --list:1: \"mx1\": the output of the program is not a JSON object. "),
    ]) func `a program that fails is told, with status 65`(script: String, message: String) throws {
        let said = try list(["-i", "gen"], files: ["gen": "#!/bin/sh\n\(script)\n"], programs: ["gen"])
        #expect(said.status == 65)
        #expect(said.output.isEmpty)
        #expect(said.errors.hasPrefix("dovesweep: \(message)"), "\(said.errors)")
        #expect(!said.errors.contains("\u{1b}"))
    }

    @Test func `what a program says that did well is passed on, escaped`() throws {
        let script =
            "#!/bin/sh\nprintf 'careful\\033[31m\\n' >&2\necho '{\"m\": [\"mx1\"], \"_meta\": {\"hostvars\": {}}}'"
        let said = try list(["-i", "gen"], files: ["gen": script], programs: ["gen"])
        #expect((said.status, said.output, said.errors) == (0, "mx1\n", "dovesweep: gen says: careful\\x1b[31m\n"))
    }

    @Test func `the list as JSON has groups and typed variables, and nothing in it acts on a terminal`() throws {
        let text = "[mail]\nmx1 port=22 flag=True word=\"a\u{202E}b\" ansible_password=hunter2\n[all:vars]\nx=1.5\n"
        let said = try list(["-i", "h", "--format", "json"], files: ["h": text])
        let hosts = try JSONSerialization.jsonObject(with: Data(said.output.utf8)) as? [NSDictionary]
        let variables: NSDictionary = [
            "port": 22, "flag": true, "word": "a\u{202E}b", "ansible_password": "•••", "x": 1.5,
        ]
        #expect(hosts == [["name": "mx1", "groups": ["mail"], "variables": variables]])
        #expect(said.output.contains("a\\u202eb"))
    }

    @Test(arguments: [
        (["mx9", "-i", "h"], 64, "\"mx9\": the pattern matches no host and no group. Did you mean "),
        (
            ["mail", "-i", "h"], 64,
            "\"mail\" matches 2 hosts, but only one can be shown: see dovesweep inventory list"
        ),
        (["mx1", "-i", "nowhere"], 65, "nowhere: this inventory does not exist. "),
        (["mx1", "-i", "h", "--known-hosts", "nowhere"], 65, "nowhere: the known_hosts file does not exist"),
    ]) func `a host that cannot be shown is told`(arguments: [String], status: Int32, message: String) throws {
        let said = try run(["inventory", "show"] + arguments, ["h": "[mail]\nmx1\nmx2\n"])
        #expect(said.status == status)
        #expect(said.errors.hasPrefix("dovesweep: \(message)"), "\(said.errors)")
    }

    @Test func `a host is shown as it will be reached, each variable with its line`() throws {
        let files = [
            "inv/h": "[mail]\nmx1 ansible_host=192.0.2.7 ansible_ssh_common_args='-J op@gate:2200'\n",
            "inv/group_vars/mail.yml": "# ours\nansible_port: 2222\nansible_user: deploy\n",
        ]
        let said = try run(
            [
                "inventory", "show", "mx*", "-i", "inv", "--private-key", "key", "--known-hosts", "inv/h", "--format",
                "json",
            ],
            files)
        let shown = try #require(try JSONSerialization.jsonObject(with: Data(said.output.utf8)) as? [String: Any])
        let variables: NSDictionary = [
            "ansible_host": ["value": "192.0.2.7", "source": "inv/h:2"],
            "ansible_ssh_common_args": ["value": "-J op@gate:2200", "source": "inv/h:2"],
            "ansible_port": ["value": 2222, "source": "inv/group_vars/mail.yml:2"],
            "ansible_user": ["value": "deploy", "source": "inv/group_vars/mail.yml:3"],
        ]
        let expected: NSDictionary = [
            "name": "mx1", "groups": ["mail"], "address": "192.0.2.7", "port": 2222, "user": "deploy",
            "identityFiles": ["key"], "jump": ["op@gate:2200"], "knownHosts": ["inv/h"], "hostKeyPolicy": "strict",
            "become": ["method": "sudo", "user": "root"], "unsupported": [NSString](), "variables": variables,
        ]
        #expect(shown as NSDictionary == expected, "\(said.output)\(said.errors)")
        let text = try run(["inventory", "show", "mx1", "-i", "inv"], files).output
        #expect(text.contains("address        192.0.2.7, port 2222\n"))
        #expect(text.contains("ansible_user             \"deploy\"  (inv/group_vars/mail.yml:3)\n"), "\(text)")
    }

    private static let sealed = [
        "h": "mx1", "host_vars/mx1": "pw: \(VaultTests.value)ansible_password: '{{ pw }}'\n",
        "group_vars/all": VaultTests.hunter2, "right": " correct horse battery\n\n", "wrong": "x", "empty": "\n",
        "prints": "#!/bin/sh\necho correct horse battery\n", "fails": "#!/bin/sh\nexit 7\n",
        "my-client.sh": "#!/bin/sh\n[ \"$*\" = '--vault-id default' ] && echo correct horse battery\n",
    ]
    private static let programs: Set = ["prints", "fails", "my-client.sh"]

    @Test(arguments: [
        (["--vault-password-file", "right"], [:]), (["--vault-pass-file", "wrong", "--vault-pass-file", "right"], [:]),
        (["--vault-password-file", "prints"], [:]), (["--vault-password-file", "my-client.sh"], [:]),
        ([], ["ANSIBLE_VAULT_PASSWORD_FILE": "right"]), ([], ["ANSIBLE_VAULT_PASSWORD_FILE": "prints"]),
    ]) func `the vault opens with a file or a program, and shows nothing`(
        options: [String], environment: [String: String]
    ) throws {
        // What is sealed in group_vars is no mapping, which is told only by who could open it.
        let broken = try list(
            ["-i", "h"] + options, files: Self.sealed, programs: Self.programs, environment: environment)
        #expect(broken.status == 65)
        #expect(
            broken.errors.hasPrefix(
                "dovesweep: group_vars/all: the content that ansible-vault encrypted is wrong"))
        let files = Self.sealed.filter { $0.key != "group_vars/all" }
        for format in ["text", "json"] {
            let said = try run(
                ["inventory", "show", "mx1", "-i", "h", "--format", format] + options, files, Self.programs, "",
                environment)
            #expect(said.status == 0, "\(said.errors)")
            #expect(said.output.contains("(from the vault)"))
            for text in [said.output, said.errors, broken.output, broken.errors] {
                #expect(!text.contains("hunter2") && !text.contains("battery"))
            }
            #expect(!said.output.contains("encrypted with ansible-vault"))
        }
    }

    @Test(arguments: [
        ("wrong", "host_vars/mx1:1: the vault password does not decrypt this. Give the right one with "),
        ("empty", "empty: there is no vault password in it. "),
        ("nowhere", "nowhere: the file with the vault password does not exist. "),
        ("fails", "fails: the program that prints the vault password ended with status 7. "),
    ]) func `a vault that does not open is told, with status 65`(file: String, message: String) throws {
        let files = Self.sealed.filter { $0.key != "group_vars/all" }
        let said = try run(
            ["inventory", "show", "mx1", "-i", "h", "--vault-password-file", file], files, Self.programs)
        #expect((said.status, said.output) == (65, ""))
        #expect(said.errors.hasPrefix("dovesweep: \(message)"), "\(said.errors)")
    }

    @Test(arguments: [
        (["--vault-password-file", "nowhere"], [:]), ([], ["ANSIBLE_VAULT_PASSWORD_FILE": "nowhere"]),
    ]) func `a wrong path of the vault's password is told where nothing is sealed too`(
        options: [String], environment: [String: String]
    ) throws {
        let said = try list(["-i", "h"] + options, files: ["h": "mx1\n"], environment: environment)
        #expect((said.status, said.output) == (65, ""))
        #expect(said.errors.hasPrefix("dovesweep: nowhere: the file with the vault password does not exist. "))
    }

    @Test(arguments: ["text", "json"]) func `what comes from the vault is used, and named in its place`(
        format: String
    ) throws {
        let variables =
            "pw: \(VaultTests.value)ansible_host: '{{ pw }}.example.net'\nansible_user: '{{ pw }}'\n"
            + "ansible_port: 2222\nansible_ssh_private_key_file: '~/{{ pw }}'\n"
        let jump = "pw: \(VaultTests.value)ansible_ssh_common_args: '-J {{ pw }}:2200'\n"
        for (text, count) in [(variables, 4), (jump, 6)] {
            let said = try run(
                ["inventory", "show", "mx1", "-i", "h", "--format", format, "--vault-password-file", "right"],
                ["h": "mx1", "host_vars/mx1": text, "right": "correct horse battery\n"])
            #expect((said.status, said.errors) == (0, ""))
            #expect(!said.output.contains("hunter2"))
            #expect(said.output.components(separatedBy: "(from the vault)").count - 1 >= count, "\(said.output)")
        }
    }

    @Test func `what Ansible warns of is told on standard error, and the hosts are there`() throws {
        let text = "a:\n  hosts: {mx1: , mx1: {x: \"\u{202E}\"}}\n  host: {mx2: }\n"
        let said = try list(["-i", "h.yml", "mx1:mx9"], files: ["h.yml": text])
        #expect((said.status, said.output) == (0, "mx1\n"))
        let lines = said.errors.split(separator: "\n")
        #expect(
            lines.map { $0.prefix(52) }
                == [
                    "dovesweep: warning: h.yml:2:11: \"mx1\": the same key ",
                    "dovesweep: warning: h.yml:3:3: \"host\": a group has o",
                    "dovesweep: warning: \"mx9\": the pattern matches no ho",
                ].map { $0.prefix(52) })
        let lost = try list(["-i", "h.yml"], files: ["h.yml": "a:\n  host: {mx2: }\n"])
        #expect((lost.status, lost.output) == (65, ""))
        #expect(lost.errors.hasPrefix("dovesweep: warning: h.yml:2:3: \"host\": a group has only hosts, vars and "))
        #expect(lost.errors.contains("\ndovesweep: h.yml: the inventory has no hosts. "))
    }

    @Test func `standard input is not read twice`() throws {
        let said = try run(["sweep", "-i", "-", "--probe-user", "p", "--probe-password-file", "-"], [:])
        #expect(said.status == 64)
        #expect(said.errors.contains("cannot both read standard input"))
    }
}
