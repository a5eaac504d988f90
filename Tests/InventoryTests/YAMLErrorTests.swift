import Inventory
import Testing

struct YAMLErrorTests {
    @Test(arguments: [
        ("all:\n\thosts:\n", ":2:1: \"�hosts:\": the line is indented with a tab. Indent with spaces."),
        ("all:\n  hosts:\n    mx1:\n    mx1:\n", ":3:5: \"mx1\": the same key stands here more than once, "),
        (
            "all:\n  hosts:\n    - mx1\n",
            ":2:3: \"hosts\": below this a mapping is expected, not a list. Write \"name:\""
        ),
        ("all:\n  hosts:\n    mx1: 22\n", ":3:5: \"mx1\": below this a mapping is expected, not a number. "),
        (
            "all:\n  host:\n    mx1:\n",
            ":2:3: \"host\": a group has only hosts, vars and children. Did you mean \"hosts\"?"
        ),
        ("all:\n  hosts:\n    no:\n", ":3:5: \"no\": YAML does not read this as text, and the name of a host must be"),
        ("no:\n  hosts:\n    a:\n", ":1:1: \"no\": YAML does not read this as text, and the name of a group must be"),
        ("all:\n  vars:\n    1: a\n", ":3:5: \"1\": YAML does not read this as text, and the name of a variable must"),
        ("mx1\n", ": the file holds no groups. "),
        ("", ": the file holds no groups. "),
        ("plugin: aws_ec2", ": the file configures a plugin of Ansible, and plugins cannot be run. "),
        ("all:\n  hosts: {mx1: {a: !weird x}}", ":2:20: \"x\": dovesweep does not know the tag !weird. "),
        ("all:\n  hosts: {mx1: {<<: 1}}", ":2:17: \"<<\": << takes a mapping. "),
        ("all:\n  hosts: *nobody", ":2:10: \"  hosts: *nobody\": this is not YAML: found undefined alias. "),
        ("a: {hosts: {mx1: }}\n---\nb:", ":2:1: \"---\": this is not YAML: expected a single document in the stream, "),
        ("all:\n  hosts:\n    mx1: \u{1}", ":3: control characters are not allowed. "),
        ("all:\n  hosts:\n    mx[3:1]:", ":3: \"mx[3:1]\": a range ends before it begins. "),
        (
            "a: {children: {b: {children: {a: }}}}\nc: {hosts: {x: }}",
            ":1: \"a > b > a\": the groups contain each other"
        ),
    ])
    func `what is wrong is told with its line, its column and what to do`(text: String, message: String) throws {
        let told = try #require(complaint(of: ["hosts.yml"], files: ["hosts.yml": text]))
        #expect(told.hasPrefix("hosts.yml" + message))
    }

    @Test(arguments: [
        ("{\"all\": {\"hosts\": {\"mx1\": {}}}", ":2:1: this is not YAML: while parsing a flow mapping, "),
        ("{\"all\": {\"hosts\":\n[\"mx1\"]}}", ":1:10: \"hosts\": below"),
        (
            "{\"all\": {\"hosts\": {\"mx1\": {\n\"dovesweep_rol\": 1}}}}",
            ":2: \"dovesweep_rol\": there is no such variable"
        ),
        ("[]", ": the file holds no groups. "), ("{\"a\": {\"what\": {}}}", ":1:8: \"what\": a group has only "),
    ]) func `what is wrong in JSON is told with its place`(text: String, message: String) throws {
        let told = try #require(complaint(of: ["hosts.json"], files: ["hosts.json": text]))
        #expect(told.hasPrefix("hosts.json" + message), "\(told)")
    }

    @Test func `every problem of structure is told at once`() throws {
        let text = "all:\n  hosts:\n    mx1: 1\n    mx2: {dovesweep_rol: x}\n  what: {}\nb: 7\n"
        let lines = try #require(complaint(of: ["h.yml"], files: ["h.yml": text])).split(separator: "\n")
        #expect(lines.map { $0.prefix { $0 != "\"" } } == ["h.yml:3:5: ", "h.yml:4: ", "h.yml:5:3: ", "h.yml:6:1: "])
    }

    @Test func `the value of a secret stays out of the line that is quoted`() throws {
        let text = "all:\n  hosts:\n    mx1:\n      a: 1\n     ansible_password: hunter2\n"
        let told = try #require(complaint(of: ["h.yml"], files: ["h.yml": text]))
        #expect(told.contains("ansible_password:•••"))
        #expect(!told.contains("hunter2"))
    }

    @Test func `a file of variables that is no mapping is told`() {
        let told = complaint(of: ["h"], files: ["h": "mx1", "group_vars/all": "- x"])
        #expect(told == "group_vars/all:1: a file of variables is a mapping. Write \"name: value\", a line each.")
    }
}
