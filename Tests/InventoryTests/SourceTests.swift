import Diagnostics
import Inventory
import Testing
import TextFiles

struct SourceTests {
    @Test(arguments: [
        ("nowhere", [:], "nowhere: this inventory does not exist. "),
        ("dir", ["dir/readme.md": "x", "dir/group_vars/all": "a: 1"], "dir: the folder has no inventory file. "),
        (
            "h.json", ["h.json": "{\"_meta\": {}}"],
            "h.json:1:2: \"_meta\": the file is the output of an inventory program, which has another form. Give "
                + "the program, "
        ),
        ("h.toml", ["h.toml": "x"], "h.toml: inventories in TOML are not supported. "),
        ("h", ["h": "#!/bin/sh"], "h: this is a program, but it is not executable. Make it executable: chmod +x h."),
        (
            "h", ["h": "$ANSIBLE_VAULT;1.1;AES256"],
            "h: the file is encrypted with ansible-vault. To read it, give its password with "
        ),
        ("h", ["h": "[mail]\n# none yet\n"], "h: the inventory has no hosts. "),
        (",", [:], ",: the inventory has no hosts. "),
        ("mx[1:2],", [:], "list of hosts: \"mx[1:2]\": ranges are not allowed in a list of hosts. "),
        ("mx1,:x", [:], "list of hosts: \":x\""), ("mx1,!mx2", [:], "list of hosts: \"!mx2\""),
        ("root@mx1,", [:], "list of hosts: \"root@mx1\""),
        ("h", ["h": "mx1", "group_vars": "x"], "group_vars: this must be a folder of variable files, "),
        ("a/h", ["a/h": "mx1", "a/host_vars": "x"], "a/host_vars: this must be a folder of variable files, "),
    ])
    func `a source that cannot be read is told`(source: String, files: [String: String], message: String) throws {
        let told = try #require(complaint(of: [source], files: files))
        #expect(told.hasPrefix(message))
    }

    @Test(arguments: [
        ("dir/h", "dir/h: "), ("dir", "dir: "), ("dir/group_vars/all", "dir/group_vars/all: "),
        ("dir/group_vars/mail", "dir/group_vars/mail: "), ("dir/host_vars/mx1.yml", "dir/host_vars/mx1.yml: "),
    ]) func `what cannot be read is told`(path: String, place: String) {
        var files = MemoryFiles(files: [
            "dir/h": "[mail]\nmx1", "dir/group_vars/all": "a: 1", "dir/group_vars/mail/a.yml": "b: 1",
            "dir/host_vars/mx1.yml": "c: 1",
        ])
        #expect(complaint(of: ["dir"], files) == nil)
        files.unreadable = [path]
        #expect(complaint(of: ["dir"], files) == "\(place)it cannot be read. Check that you may read it.")
    }

    @Test(arguments: [
        ("h", "h:2: \"m�x2\": the line is not UTF-8. Save the file as UTF-8."),
        ("h.yml", "h.yml: the file is not UTF-8. Save the file as UTF-8."),
        ("group_vars/all", "group_vars/all: the file is not UTF-8. Save the file as UTF-8."),
    ]) func `what is not UTF-8 is told`(path: String, message: String) {
        var files = MemoryFiles(files: ["h": "mx1\n"])
        files.bytes = [path: Array("mx1\nm".utf8) + [0xE4] + Array("x2\n".utf8)]
        #expect(complaint(of: [path.hasPrefix("h") ? path : "h"], files) == message)
    }

    @Test func `each variable knows the file and the line that it comes from`() throws {
        let files = [
            "inv/hosts.ini": "[mail]\nmx1:2222 a=1\n[mail:vars]\nb=2\n",
            "inv/more.yml": "mail:\n  hosts:\n    mx1:\n      c: 3\n",
            "inv/group_vars/all/main.yml": "---\n\nd: 4\n", "inv/host_vars/mx1.json": "{\n\"e\": 5}",
        ]
        let inventory = try HostInventory.load(sources: ["inv"], files: MemoryFiles(files: files))
        let sources = inventory.hosts[0].variables.mapValues(\.source.description)
        #expect(
            sources == [
                "ansible_port": "inv/hosts.ini:2", "a": "inv/hosts.ini:2", "b": "inv/hosts.ini:4",
                "c": "inv/more.yml:4", "d": "inv/group_vars/all/main.yml:3", "e": "inv/host_vars/mx1.json:2",
            ])
    }

    @Test func `a listing masks what is named like a secret, at any depth`() throws {
        let text =
            "mx1 ansible_password=hunter2 db=\"{'token': 'hunter2', 'n': [{'api_key': 'hunter2'}]}\" x_password_file=f"
        let host = try HostInventory.of(text).hosts[0]
        let mask = Value.string("•••")
        let masked: Value = .mapping([
            "ansible_password": mask, "x_password_file": .string("f"),
            "db": .mapping(["token": mask, "n": .list([.mapping(["api_key": mask])])]),
        ])
        #expect(
            host.listing
                == .mapping(["name": .string("mx1"), "groups": .list([.string("ungrouped")]), "variables": masked]))
        #expect(!"\(host.sourcedVariables)".contains("hunter2"))
    }

    @Test func `a listing masks texts, and no switch, number or what is empty`() throws {
        let files = [
            "h.yml": """
            all:
              hosts:
                mx1:
                  use_password: false
                  use_token: "no"
                  token_lifetime: 3600
                  old_secret: ""
                  no_token: null
                  secrets: {a: hunter2, n: 1, more: [hunter2, true]}
                  ansible_password: 1234
            """
        ]
        let host = try HostInventory.load(sources: ["h.yml"], files: MemoryFiles(files: files)).hosts[0]
        let shown = Dictionary(uniqueKeysWithValues: host.shownVariables.map { ($0.name, $0.value) })
        let mask = Value.string("•••")
        #expect(
            shown == [
                "use_password": .bool(false), "use_token": .string("no"), "token_lifetime": .integer(3600),
                "old_secret": .string(""),
                "no_token": .null, "ansible_password": mask,
                "secrets": .mapping(["a": mask, "n": .integer(1), "more": .list([mask, .bool(true)])]),
            ])
    }

    @Test func `a file without an extension is YAML when it begins as YAML`() throws {
        #expect(try HostInventory.of("# c\nall:\n  hosts:\n    mx1:\n", file: "hosts").hosts.map(\.name) == ["mx1"])
        #expect(
            try HostInventory.of("{\"all\": {\"hosts\": {\"mx1\": {}}}}", file: "hosts").hosts.map(\.name) == ["mx1"])
        #expect(try HostInventory.of("mx1 a='b: c'\n[2001:db8::1]:22\n", file: "hosts").hosts.count == 2)
    }

    @Test func `Windows line ends and a byte order mark change nothing`() throws {
        let host = try HostInventory.of("\u{FEFF}[mail]\r\nmx1 a=b\r\n").hosts[0]
        #expect(host.groups == ["mail"])
        #expect(host.variables["a"] == Variable(.string("b"), from: Source(file: "hosts.ini", line: 2)))
    }
}
