import Diagnostics
import Fleet
import Testing

@testable import Inventory
import TextFiles

struct TemplateTests {
    private func host(_ variables: String, name: String = "mx1.example.net") throws -> InventoryHost {
        let text = "mail:\n  hosts:\n    \(name):\n" + variables.split(separator: "\n").map { "      \($0)\n" }.joined()
        return try HostInventory.load(sources: ["inv/h.yml"], files: MemoryFiles(files: ["inv/h.yml": text])).hosts[0]
    }

    private func user(_ variables: String) throws -> Host {
        try host(variables).host(defaults: HostDefaults(localUser: "op", home: "/home/op"), routes: .none)
    }

    @Test(arguments: [
        ("dovesweep_probe_user: '{{ inventory_hostname }}'", "mx1.example.net"),
        ("dovesweep_probe_user: '{{inventory_hostname_short}}-op'", "mx1-op"),
        ("dovesweep_probe_user: '{{ a }}{{ b }}'\na: x\nb: 7", "x7"),
        ("dovesweep_probe_user: '{{ a }}'\na: '<{{ b }}>'\nb: '{{ inventory_hostname_short }}'", "<mx1>"),
        ("dovesweep_probe_user: '{{ m.k }}{{ m[\"l\"][1] }}{{ m.l.0 }}'\nm: {k: x, l: [y, z]}", "xzy"),
        ("dovesweep_probe_user: 'a{{ n }}b'\nn: null", "ab"),
        ("dovesweep_probe_user: '{{ t }}'\nt: yes", "True"),
        ("dovesweep_probe_user: '{{ inventory_dir }}|{{ inventory_file }}'", "/srv/ops/inv|/srv/ops/inv/h.yml"),
        ("dovesweep_probe_user: '{{ group_names[0] }}'", "mail"),
        ("dovesweep_probe_user: 'no { jinja } here'", "no { jinja } here"),
    ]) func `references are resolved`(variables: String, text: String) throws {
        let host = try user(variables)
        #expect(host.unsupported.isEmpty)
        #expect(host.probe?.user == text)
    }

    @Test func `a reference alone keeps its type`() throws {
        let host = try user(
            "names: [a, b]\ndovesweep_public_name: '{{ names }}'\nansible_become: '{{ no_root }}'\nno_root: no")
        #expect(host.publicNames == ["a", "b"])
        #expect(host.become == nil)
    }

    @Test(arguments: [
        "{{ a | default('x') }}", "{{ a + 'x' }}", "{% if a %}x{% endif %}", "{# a #}x", "{{ lookup('env', 'USER') }}",
        "{{ a ", "{{ }}", "{{ a.b() }}", "{{ a[b }}", "{{ true }}", "{{ a[None] }}", "{{ a[b] + c }}", "{{ 'x' }}",
        "{{ a['b' }}",
    ]) func `anything else is told with the variable that holds it, and is no literal`(text: String) throws {
        let host = try user("a: {b: x}\nansible_user: \"\(text)\"")
        #expect(host.user == nil)
        #expect(host.unsupported.count == 1)
        #expect(host.unsupported[0].hasPrefix("inv/h.yml:5: ansible_user has a Jinja expression, "))
    }

    @Test(arguments: [
        ("'{{ nobody }}'", "refers to \"nobody\", which the inventory does not set for this host. "),
        ("'{{ alll }}'", "refers to \"alll\", which the inventory does not set for this host. Did you mean \"alls\"? "),
        ("'{{ alls.none }}'", "refers to a part of \"alls\" that does not exist: correct it."),
        ("'{{ alls[7] }}'", "refers to a part of \"alls\" that does not exist: correct it."),
        ("'x{{ alls }}'", "puts \"alls\" into text, but its value is a list."),
    ]) func `a reference that leads nowhere is told`(value: String, message: String) throws {
        let host = try user("alls: [x]\nansible_user: \(value)")
        #expect(host.unsupported.count == 1)
        #expect(host.unsupported[0].hasPrefix("inv/h.yml:5: ansible_user \(message)"), "\(host.unsupported[0])")
    }

    @Test(arguments: [
        ("dovesweep_probe_user: '{{ dovesweep_probe_user }}'", 4, "dovesweep_probe_user > dovesweep_probe_user"),
        ("dovesweep_probe_user: '{{ a }}'\na: '{{ b }}'\nb: 'x{{ a }}'", 5, "a > b > a"),
        ("dovesweep_probe_user: '{{ a.k }}'\na: {k: '{{ a.k }}'}", 5, "a > a"),
    ]) func `references in a loop are an error`(variables: String, line: Int, way: String) {
        let error = #expect(throws: InputError.self) { try user(variables) }
        #expect(
            error?.description
                == "inv/h.yml:\(line): \"\(way)\": variables of mx1.example.net refer to each other in a "
                + "loop. Give one of them a value.")
    }

    private static let fleet = """
        [mail]
        mx1 ansible_host='{{ inventory_hostname }}.{{ hostvars["gate"].domain }}' ansible_user='{{ hostvars[gw].name }}'
        mx2 ansible_host='{{ groups.gates[0] }}' ansible_user='{{ groups["mail"][1] }}'
        mx3 ansible_host='{{ hostvars[groups["gates"][0]]["ansible_host"] }}' ansible_user='{{ names[team] }}'
        mx4 ansible_user='{{ hostvars["nobody"].x }}'
        mx5 ansible_user='{{ groups["nobody"][0] }}'
        mx6 ansible_user='{{ groups["mail"][9] }}'
        mx7 ansible_user='{{ hostvars["gate"] }}'
        mx8 ansible_user='{{ hostvars["mx9"].ansible_user }}'
        mx9 ansible_user='{{ hostvars["mx8"]["ansible_user"] }}'
        [mail:vars]
        gw=gate
        team=ops
        names={'ops': 'oli'}
        [gates]
        gate domain=example.net ansible_host='gate.{{ domain }}' name='{{ inventory_hostname }}-op'
        """

    private func reached(_ name: String) throws -> Host {
        let inventory = try HostInventory.of(Self.fleet)
        return try #require(inventory.host(named: name)).host(
            defaults: HostDefaults(localUser: "op", home: "/home/op"), routes: .none, in: inventory)
    }

    @Test(arguments: [
        ("mx1", "mx1.example.net", "gate-op"), ("mx2", "gate", "mx2"), ("mx3", "gate.example.net", "oli"),
    ]) func `references to other hosts and to groups are resolved`(name: String, address: String, user: String) throws {
        let host = try reached(name)
        #expect(host.unsupported.isEmpty)
        #expect((host.address, host.user) == (address, user))
    }

    @Test(arguments: [
        ("mx4", "5: ansible_user refers to the host \"nobody\", which is not in the inventory: correct it."),
        ("mx5", "6: ansible_user refers to the group \"nobody\", which is not in the inventory: correct it."),
        ("mx6", "7: ansible_user refers to a part of \"groups\" that does not exist: correct it."),
        ("mx7", "8: ansible_user refers to all variables of \"gate\": write one of them."),
    ]) func `a reference to another host that leads nowhere is told`(name: String, message: String) throws {
        #expect(try reached(name).unsupported == ["hosts.ini:\(message)"])
    }

    @Test func `hosts that refer to each other in a loop are told`() {
        let error = #expect(throws: InputError.self) { try reached("mx8") }
        #expect(
            error?.description.hasPrefix("hosts.ini:9: \"ansible_user > mx9.ansible_user > ansible_user\": ") == true,
            "\(String(describing: error))")
    }

    @Test func `a way of references without end is told`() throws {
        let chain = (0..<5000).map { "v\($0): '{{ v\($0 + 1) }}'" }.joined(separator: "\n")
        let told = try user("ansible_user: '{{ v0 }}'\n\(chain)\nv5000: x").unsupported
        #expect(told.first?.hasPrefix("inv/h.yml:4: ansible_user becomes too long a text") == true)
    }

    @Test(arguments: ["xxxxxxxxxx", "''"])
    func `references that double at each step exhaust neither memory nor time`(last: String) throws {
        let doubling = (0..<40).map { "v\($0): '{{ v\($0 + 1) }}{{ v\($0 + 1) }}'" }.joined(separator: "\n")
        let told = try user("ansible_user: '{{ v0 }}'\n\(doubling)\nv40: \(last)").unsupported
        #expect(told.first?.hasPrefix("inv/h.yml:4: ansible_user becomes too long a text") == true)
    }
}
