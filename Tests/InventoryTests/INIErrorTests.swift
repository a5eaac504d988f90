import Inventory
import Testing

struct INIErrorTests {
    @Test(arguments: [
        ("[mail:child]\nmx1", "1: \"[mail:child]\": there is no section type \"child\". "),
        ("[mail\nmx1", "1: \"[mail\": the heading of a section cannot be read. "),
        ("[my mail]\nmx1", "1: \"[my mail]\": the heading of a section cannot be read. "),
        ("[mail] ; note\nmx1", "1: \"[mail] ; note\": the heading of a section cannot be read. "),
        ("[eu:children]\nmali\n[mail]\nmx1", "2: \"mali\": no such group is defined. Did you mean \"mail\"? "),
        ("[mial:vars]\na=1\n[mail]\nmx1", "1: \"mial\": no such group is defined. Did you mean \"mail\"? "),
        ("[a:children]\nb c\n[b]\nmx1", "2: \"b c\": this is not the name of a group. "),
        ("[all:vars]\nnonsense\n[x]\nmx1", "2: \"nonsense\": this is not a variable. Write name=value."),
        ("mx1 mx2", "1: \"mx1 mx2\": after a host only variables are allowed, and this has another word. "),
        ("mx1 a='b", "1: \"mx1 a='b\": a quotation is not closed. "),
        ("mx1 a=b\\", "1: \"mx1 a=b\\\": there is a backslash at the end. "),
        ("mx1 =1", "1: \"mx1 =1\": a variable has no name. "),
        ("[all:vars]\n= 1", "2: \"= 1\": a variable has no name. "),
        ("\"\" a=1", "1: \"\"\" a=1\": a host has no name. "),
        ("mx1:99999", "1: \"mx1:99999\": a port is a number from 1 to 65535. "),
        ("---\nall:", "1: \"---\": this looks like YAML in an INI file. "),
        ("x\u{1b}\u{202E}y", "1: \"x��y\": the name of a host has a character that cannot be printed. "),
        (
            "m\u{fc}x\nmu\u{308}x", "2: \"mu\u{308}x\": the name of a host occurs before with its accents encoded in "
        ),
        (
            "mx1\n[g]\n[g:vars]\nansible_group_priority=high",
            "4: \"high\": ansible_group_priority is a string, not a whole number. "
        ),
    ])
    func `a wrong line is told with its number, its text and what to do`(text: String, message: String) throws {
        let told = try #require(complaint(of: ["hosts.ini"], files: ["hosts.ini": text]))
        #expect(told.hasPrefix("hosts.ini:" + message))
        #expect(told.hasSuffix("."))
    }

    @Test(arguments: [
        ("mx[01:3]", "a range with leading zeros has bounds of different lengths. Pad both: [001:120]."),
        ("mx[5:1]", "a range ends before it begins. Swap its bounds."),
        ("mx[1:]", "a range has no end. "),
        ("mx[1]", "a range has the form begin:end or begin:end:step. "),
        ("mx[1:4:0]", "the step of a range is not a number above 0. "),
        ("mx[a:9]", "the bounds of a range are neither two numbers nor two letters. "),
        ("mx[1:99999999]", "a range has more than 1000000 hosts. "),
        ("mx[1:2000][1:2000]", "a range has more than 1000000 hosts. "),
        ("mx[1:2", "a range is not closed. "),
        ("mx1]", "a range has a ] without a [. "),
    ])
    func `a wrong range is told`(range: String, message: String) throws {
        let told = try #require(complaint(of: ["hosts.ini"], files: ["hosts.ini": range]))
        #expect(told.hasPrefix("hosts.ini:1: \"\(range)\": \(message)"))
    }

    @Test func `a loop of groups is told with its way and one of its lines`() {
        let text = "[a:children]\nb\n[b:children]\nc\n[c:children]\na\n[x]\nmx1"
        #expect(
            complaint(of: ["hosts.ini"], files: ["hosts.ini": text])
                == "hosts.ini:6: \"a > b > c > a\": the groups contain each other in a loop. "
                + "Remove one of them from the children of the other.")
        #expect(complaint(of: ["h"], files: ["h": "[a:children]\na\n[b]\nmx1"])?.hasPrefix("h:2: \"a > a\"") == true)
        #expect(complaint(of: ["h"], files: ["h": "[a:children]\nall\n[b]\nmx1"])?.contains("all > a > all") == true)
    }

    @Test func `all wrong lines of a file are told at once, and no more than can be read`() throws {
        let text = String(repeating: "mx1 oops\n", count: 12)
        let lines = try #require(complaint(of: ["h"], files: ["h": text])).split(separator: "\n")
        #expect(lines.count == 11)
        #expect(lines[9].hasPrefix("h:10: "))
        #expect(lines.last == "… and 2 more problems")
    }

    @Test(arguments: [
        "mx1 ansible_password=hunter2 oops", "mx1 ansible_become_pass='hunter2",
        "mx1 ansible_user=op ansible_password=\"a hunter2",
    ])
    func `the values of secrets stay out of messages`(text: String) throws {
        let told = complaint(of: ["h"], files: ["h": text + "\n[x]\nmx9 oops"])
        #expect(try !#require(told).contains("hunter2"))
    }

    @Test func `a misspelt variable of ours is an error that names the right one`() {
        #expect(
            complaint(of: ["h"], files: ["h": "mx1 dovesweep_rol=proxy"])
                == "h:1: \"dovesweep_rol\": dovesweep has no such variable. "
                + "Did you mean \"dovesweep_role\"? Correct it, or remove it.")
        let elsewhere = complaint(of: ["h"], files: ["h": "mx1", "host_vars/mx1.yml": "a: 1\ndovesweep_caa_file: x"])
        #expect(elsewhere?.hasPrefix("host_vars/mx1.yml:2: \"dovesweep_caa_file\": ") == true)
    }
}
