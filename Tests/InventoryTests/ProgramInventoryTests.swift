import Diagnostics
import Testing

@testable import Inventory
import TextFiles

struct ProgramInventoryTests {
    private func load(_ answers: [String: ProgramResult], source: String = "inv/gen") throws -> HostInventory {
        var aids = InventoryEnvironment.none
        aids.run = { program, arguments in
            answers[([program] + arguments).joined(separator: " ")]
                ?? ProgramResult(failure: "was not expected to be run")
        }
        var files = MemoryFiles(files: ["inv/gen": "#!/bin/sh\n", "inv/group_vars/mail": "site: file\n"])
        files.programs = ["inv/gen"]
        return try HostInventory.load(sources: [source], files: files, aids: aids)
    }

    private func printed(_ text: String) -> ProgramResult { ProgramResult(output: Array(text.utf8)) }

    @Test func `a variable knows the line of the output that holds it`() throws {
        let text =
            "{\n \"mail\": {\"hosts\": [\"mx1\"],\n  \"vars\": {\"a\": 1}},\n \"_meta\": {\"hostvars\": {\"mx1\":\n "
            + "{\"b\": 2}}}}"
        let host = try load(["inv/gen --list": printed(text)]).hosts[0]
        #expect(
            host.variables.mapValues(\.source.description)
                == ["a": "inv/gen --list:3", "b": "inv/gen --list:5", "site": "inv/group_vars/mail:1"])
    }

    @Test func `without _meta each host is asked for once`() throws {
        let answers = [
            "inv/gen --list": printed(#"{"mail": ["mx1", "mx2"], "eu": ["mx1"]}"#),
            "inv/gen --host mx1": printed(#"{"a": 1}"#), "inv/gen --host mx2": printed(" \n"),
        ]
        let hosts = try load(answers).hosts
        #expect(hosts.map(\.name) == ["mx1", "mx2"])
        #expect(hosts[0].variables["a"] == Variable(.integer(1), from: Source(file: "inv/gen --host", line: 1)))
        #expect(hosts[1].variables["a"] == nil)
    }

    @Test(arguments: [
        (
            ProgramResult(
                failure: "ended with status 3", errors: Array("one\nno\u{1b}[31m region\npassword=hunter2\n".utf8)),
            "the program ended with status 3 and printed: one / no�[31m region / password=•••. Run it by hand: "
                + "inv/gen --list."
        ),
        (
            ProgramResult(failure: "did not end within 60 seconds"),
            "the program did not end within 60 seconds. Run it by "
        ),
    ]) func `a program that fails is told with what it said, escaped`(end: ProgramResult, message: String) {
        let error = #expect(throws: InputError.self) { try load(["inv/gen --list": end]) }
        #expect(error?.description.hasPrefix("inv/gen --list: \(message)") == true, "\(String(describing: error))")
    }

    @Test(arguments: [
        ("", ": the output of the program is not a JSON object. Make it print only JSON, and "),
        ("Traceback (most\nx", ":1: \"Traceback (most\": the output of the program is not a JSON object. "),
        ("mail:\n  hosts:\n", ":1: \"mail:\": the output of the program is not a JSON object. "),
        ("[1]", ":1: \"[1]\": the output of the program is not a JSON object. "),
        ("{\"mail\": [\"mx1\",}", ":1:17: \"{\"mail\": [\"mx1\",}\": the output of the program is not a JSON object. "),
        ("{\n\"mail\": {\"hosts\": \"mx1\"}}", ":2: \"hosts of mail\": this is a string, not a list. "),
        ("{\"mail\": 7}", ":1: \"hosts of mail\": this is a number, not a list. "),
        ("{\"mail\": [\n7]}", ":1: \"hosts of mail\": this has a number. "),
        ("{\"mail\": {\"vars\": [1]}}", ":1: \"vars of mail\": this is a list, not an object. "),
        ("{\"mail\": {\"children\": 1}}", ":1: \"children of mail\": this is a number, not a list. "),
        ("{\"mail\": [\"mx1\"], \"_meta\": {\"hostvars\": 1}}", ":1: \"hostvars\": this is a number, not an object. "),
        (
            "{\"mail\": [\"mx1\"], \"_meta\": {\"hostvars\": {\"mx1\": 1}}}",
            ":1: \"mx1\": this is a number, not an object."
        ),
        (
            "{\"mail\": {\"hosts\": [\"mx1\"],\n\"vars\": {\"dovesweep_rol\": 1}}}",
            ":2: \"dovesweep_rol\": dovesweep has no such "
        ),
        (
            "{\"a\": {\"children\": [\"b\"]}, \"b\": {\"children\": [\"a\"], \"hosts\": [\"h\"]}, \"_meta\": "
                + "{\"hostvars\": {}}}",
            ":1: \"a > b > a\": the groups contain "
        ),
    ]) func `output that is no inventory is told with its line`(output: String, message: String) {
        let error = #expect(throws: InputError.self) { try load(["inv/gen --list": printed(output)]) }
        #expect(error?.description.hasPrefix("inv/gen --list\(message)") == true, "\(String(describing: error))")
    }

    @Test func `an answer for a host that is no object is told`() {
        let answers = ["inv/gen --list": printed(#"{"mail": ["mx1"]}"#), "inv/gen --host mx1": printed("[]")]
        let error = #expect(throws: InputError.self) { try load(answers) }
        #expect(error?.description.hasPrefix("inv/gen --host:1: \"[]\": the output of the program") == true)
    }

    @Test func `a text that is executable by accident is read as text`() throws {
        var files = MemoryFiles(files: ["h": "mx1\n"])
        files.programs = ["h"]
        #expect(try HostInventory.load(sources: ["h"], files: files).hosts.map(\.name) == ["mx1"])
    }

    @Test(arguments: ["mx1\n# no\nmx[2:3]:2222 a=1\n", "all:\n  hosts:\n    mx[1:3]:\n"])
    func `standard input holds a list of hosts, or any inventory`(text: String) throws {
        var aids = InventoryEnvironment.none
        aids.standardInput = { Array(text.utf8) }
        let inventory = try HostInventory.load(sources: ["-"], files: MemoryFiles(files: [:]), aids: aids)
        #expect(inventory.hosts.map(\.name) == ["mx1", "mx2", "mx3"])
        aids.standardInput = { Array("mx1 oops\n".utf8) }
        let error = #expect(throws: InputError.self) {
            try HostInventory.load(sources: ["-"], files: MemoryFiles(files: [:]), aids: aids)
        }
        #expect(error?.description.hasPrefix("standard input:1: \"mx1 oops\": ") == true)
    }
}
