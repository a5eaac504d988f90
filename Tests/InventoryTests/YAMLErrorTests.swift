import Inventory
import Testing

struct YAMLErrorTests {
    @Test(arguments: [
        ("all:\n\thosts:\n", ":2:1: \"�hosts:\": the line is indented with a tab. Indent with spaces."),
        (
            "all:\n  hosts:\n    - mx1\n",
            ":2:3: \"hosts\": a mapping is needed below this, not a list. Write \"name:\""
        ),
        ("all:\n  hosts:\n    mx1: 22\n", ":3:5: \"mx1\": a mapping is needed below this, not a number. "),
        (
            "all:\n  children:\n    mail: 7\n",
            ":3:5: \"mail\": a mapping is needed below this, not a number. Write its contents on separate, indented"
        ),
        ("all: {hosts: {mx1: word}}", ":1:15: \"mx1\": a mapping is needed below this, not a string. "),
        ("\"\": {hosts: {mx1: }}", ":1:1: \"\": a group has no name. Give it one."),
        ("all: {hosts: {? [a, b] : }}", ":1:17: this cannot be a key. "),
        ("all: {hosts: {mx1: {? [a, b] : 1}}}", ":1:23: this cannot be a key. "),
        ("all: {hosts: {mx1: {a: !!omap [1]}}}", ":1:32: \"1\": each item of this list must be a pair, name: value. "),
        ("all: {hosts: {mx1: {a: !weird [1]}}}", ":1:24: dovesweep does not support the tag !weird. "),
        ("all: {hosts: {mx1: {a: !weird {b: 1}}}}", ":1:24: dovesweep does not support the tag !weird. "),
        ("all:\n  hosts:\n    no:\n", ":3:5: \"no\": the name of a host must be text, but YAML"),
        ("no:\n  hosts:\n    a:\n", ":1:1: \"no\": the name of a group must be text, but YAML"),
        ("mx1\n", ":1: \"mx1\": the file has no groups. "),
        ("", ": the inventory has no hosts. "), ("---\n", ": the file has no groups. "),
        (
            "plugin: aws_ec2",
            ":1:1: \"plugin\": the file configures a plugin of Ansible, and plugins are not supported. "
        ),
        ("all:\n  hosts: {mx1: {a: !weird x}}", ":2:20: \"x\": dovesweep does not support the tag !weird. "),
        ("all:\n  hosts: {mx1: {<<: 1}}", ":2:17: \"<<\": << needs a mapping. "),
        ("all:\n  hosts: *nobody", ":2:10: \"  hosts: *nobody\": this is not YAML: found undefined alias. "),
        ("a: {hosts: {mx1: }}\n---\nb:", ":2:1: \"---\": this is not YAML: expected a single document in the stream, "),
        ("all:\n  hosts:\n    mx1: \u{1}", ":3: \"    mx1: �\": control characters are not allowed. "),
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
        (
            "{\"all\": {\"hosts\": {\"mx1\": {}}}",
            ":1:1: \"{\"all\": {\"hosts\": {\"mx1\": {}}}\": this is not YAML: while parsing a flow "
        ),
        ("{\"all\": {\"hosts\":\n[\"mx1\"]}}", ":1:10: \"hosts\": a mapping is needed"),
        (
            "{\"all\": {\"hosts\": {\"mx1\": {\n\"dovesweep_rol\": 1}}}}",
            ":2: \"dovesweep_rol\": dovesweep has no such variable"
        ),
        ("[]", ": the file has no groups. "), ("{\"a\": {\"hosts\": 7}}", ":1:8: \"hosts\": a mapping is needed "),
    ]) func `what is wrong in JSON is told with its place`(text: String, message: String) throws {
        let told = try #require(complaint(of: ["hosts.json"], files: ["hosts.json": text]))
        #expect(told.hasPrefix("hosts.json" + message), "\(told)")
    }

    @Test func `every problem of structure is told at once`() throws {
        let text = "all:\n  hosts:\n    mx1: 1\n    mx2: {dovesweep_rol: x}\n  vars: []\nb: {children: 7}\n"
        let lines = try #require(complaint(of: ["h.yml"], files: ["h.yml": text])).split(separator: "\n")
        #expect(lines.map { $0.prefix { $0 != "\"" } } == ["h.yml:3:5: ", "h.yml:4: ", "h.yml:5:3: ", "h.yml:6:5: "])
    }

    @Test func `the value of a secret stays out of the line that is quoted`() throws {
        let text = "all:\n  hosts:\n    mx1:\n      a: 1\n     ansible_password: hunter2\n"
        let told = try #require(complaint(of: ["h.yml"], files: ["h.yml": text]))
        #expect(told.contains("ansible_password:•••"))
        #expect(!told.contains("hunter2"))
    }

    /// Ten lines, each of which holds the one before it ten times.
    private static func bomb(_ first: String, between open: String, and close: String, item: String = "") -> String {
        var lines = ["v0: &v0 \(first)"]
        for number in 1...9 {
            let items = (0..<10).map { "\(item.replacing("#", with: "\($0)"))*v\(number - 1)" }
            lines.append("v\(number): &v\(number) \(open)\(items.joined(separator: ", "))\(close)")
        }
        return lines.joined(separator: "\n")
    }

    @Test(arguments: [
        bomb("[x]", between: "[", and: "]"), bomb("{a: 1}", between: "{", and: "}", item: "k#: "),
        bomb("{a: 1}", between: "{<<: [", and: "]}"),
    ])
    func `aliases that stand for more than any memory holds are told`(variables: String) throws {
        let told = try #require(complaint(of: ["h"], files: ["h": "mx1", "group_vars/all": variables]))
        #expect(told.hasPrefix("group_vars/all:"))
        #expect(told.contains("\": the aliases in this expand to more than 10"))
        #expect(told.hasSuffix("values. Write out the aliases (*name) that are used here, or make them smaller."))
    }

    @Test func `groups that multiply through aliases are told once`() throws {
        let groups = Self.bomb("{hosts: {mx1: }}", between: "{children: {", and: "}}", item: "c#: ")
        let told = try #require(complaint(of: ["h.yml"], files: ["h.yml": groups]))
        #expect(told.hasPrefix("h.yml:"))
        #expect(told.split(separator: "\n").count == 1)
        #expect(told.contains("the aliases in this expand to more than 10"), "\(told)")
    }

    @Test func `aliases that many hosts share are no bomb`() throws {
        let hosts = (1...2000).map { "    mx\($0): {<<: *base}\n" }.joined()
        let text =
            "x: &base {a: &list [\((1...100).map(String.init).joined(separator: ","))], b: *list}\nall:\n  "
            + "hosts:\n\(hosts)"
        #expect(try HostInventory.of(text, file: "h.yml").hosts.count == 2000)
    }

    @Test func `a file of variables that is no mapping is told`() {
        let told = complaint(of: ["h"], files: ["h": "mx1", "group_vars/all": "- x"])
        #expect(
            told == "group_vars/all:1: a file of variables must be a mapping. Write \"name: value\", one on each line.")
    }
}
