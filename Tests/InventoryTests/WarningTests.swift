import Fleet
import Testing

@testable import Inventory
import TextFiles

/// What Ansible warns of and passes over: file, line, text and what to do are told, and the hosts are there.
struct WarningTests {
    private func load(_ files: [String: String], source: String, vault: Vault = .locked) throws -> (
        names: [String], lines: [String]
    ) {
        var aids = InventoryEnvironment.none
        aids.vault = vault
        aids.run = { _, _ in ProgramResult(output: Array((files["gen"] ?? "").dropFirst(3).utf8)) }
        var memory = MemoryFiles(files: files)
        memory.programs = ["gen"]
        let inventory = try HostInventory.load(sources: [source], files: memory, aids: aids)
        return (inventory.hosts.map(\.name), aids.warnings.lines)
    }

    @Test(arguments: [
        (
            "all:\n  hosts:\n    mx1: {a: 1}\n    mx2:\n    mx1: {b: 2}\n", ["mx1", "mx2"],
            "3:5: \"mx1\": the same key occurs again in line 5, and only the last one counts, as in Ansible. "
                + "Put their contents under one key."
        ),
        (
            "all:\n  hosts: {mx1: {\"a\": 1, b: 2, a: 3}}", ["mx1"],
            "2:17: \"a\": the same key occurs again in line 2, and only the last one counts, as in Ansible. "
                + "Put their contents under one key."
        ),
        (
            "all:\n  hosts: {mx1: }\n  host:\n    mx2:\n", ["mx1"],
            "3:3: \"host\": a group has only hosts, vars and children, so this is ignored, as in Ansible. "
                + "Did you mean \"hosts\"? Put groups below children: and hosts below hosts:."
        ),
        (
            "remark: text\nall:\n  hosts: {mx1: }\n", ["mx1"],
            "1:1: \"remark\": this is not a group, because it has no mapping, so it is ignored, as in Ansible. "
                + "Write hosts:, vars: or children: below it, or remove it."
        ),
        (
            "a: {hosts: {mx1: }}\nb:\n  hosts:\n    mx1:22:\n", ["mx1"],
            "4: \"mx1:22\": the host occurs before without this port, so the port is ignored, as in Ansible. "
                + "Set ansible_port to 22 instead."
        ),
    ]) func `a part of an inventory that does not count is told`(
        text: String, names: [String], line: String
    ) throws {
        let found = try load(["h.yml": text], source: "h.yml")
        #expect(found.names == names)
        #expect(found.lines == ["h.yml:\(line)"])
    }

    @Test func `a port behind a later name does not count in INI either`() throws {
        let found = try load(["h": "mx1:2201\n[a]\nmx1:2202\nmx1:2201\n"], source: "h")
        #expect(
            found.lines.map { $0.prefix { $0 != "." } } == [
                "h:3: \"mx1:2202\": the host occurs before without this port, so the port is ignored, as in Ansible"
            ])
    }

    @Test func `keys that stand twice are told in files of variables, and in what programs print`() throws {
        let variables = "\u{FEFF}ü: 1\r\nlist:\r\n- {a: 1, 'b': 2, 'b': 3}\r\nü: 2\r\n"
        let told = try load(["h": "mx1", "group_vars/all": variables], source: "h").lines
        #expect(
            told.map { $0.prefix { $0 != "," } } == [
                "group_vars/all:1:1: \"ü\": the same key occurs again in line 4",
                "group_vars/all:3:10: \"b\": the same key occurs again in line 3",
            ])
        let program = "#!\n{\"mail\": [\"lost\"],\n \"mail\": [\"mx1\"], \"_meta\": {\"hostvars\": {}}}"
        let printed = try load(["gen": program], source: "gen")
        #expect(printed.names == ["mx1"])
        #expect(printed.lines[0].hasPrefix("gen --list:1:2: \"mail\": the same key occurs again in line 2"))
    }

    @Test func `of several that are the same the last counts, and merge keys are no duplicates`() throws {
        let text = "all: {hosts: {mx1: {<<: {a: 1}, <<: {a: 2, b: 2}, b: 3, b: 4, b: 5}}}"
        var aids = InventoryEnvironment.none
        aids.vault = .locked
        let inventory = try HostInventory.load(
            sources: ["h.yml"], files: MemoryFiles(files: ["h.yml": text]), aids: aids)
        #expect(inventory.hosts[0].variables.mapValues(\.value) == ["a": .integer(2), "b": .integer(5)])
        #expect(aids.warnings.problems.count == 2)
    }

    @Test func `what ansible-vault encrypted is told without a word of it`() throws {
        let vault = Vault(passwords: [Secret([])]) { _, _ in Array("hunter2: a\nhunter2: b\n".utf8) }
        let found = try load(["h": "mx1", "group_vars/all": VaultTests.hunter2], source: "h", vault: vault)
        #expect(found.lines.count == 1)
        #expect(found.lines[0].hasPrefix("group_vars/all:1:1: the same key occurs again in line 2"))
        #expect(!found.lines[0].contains("hunter2"))
    }

    @Test func `no more warnings are shown than can be read`() throws {
        let text = (1...12).map { "mx\($0)\n" }.joined() + (1...12).map { "mx\($0):22\n" }.joined()
        let lines = try load(["h": text], source: "h").lines
        #expect(lines.count == 11)
        #expect(lines.last == "… and 2 more problems")
    }

    @Test(arguments: [
        "\"\\u0061\": 1\na: 2\n", "!x a: 1\n!x a: 2\n", (1...101).map { "k\($0): 1\nk\($0): 2\n" }.joined(),
    ]) func `a key that cannot be told apart from its like is an error`(text: String) throws {
        let told = try #require(complaint(of: ["h"], files: ["h": "mx1", "group_vars/all": text]))
        #expect(told.contains("the same key occurs here more than once, and YAML would keep only one. "), "\(told)")
    }
}
