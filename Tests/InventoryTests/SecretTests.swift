import Diagnostics
import Fleet
import Inventory
import Testing
import TextFiles

struct SecretTests {
    private func read(_ line: String) throws -> (host: Host, login: String?, become: String?) {
        let found = try HostInventory.load(sources: ["h"], files: MemoryFiles(files: ["h": line])).hosts[0]
        let host = try found.host(defaults: HostDefaults(localUser: "op", home: "/home/op"), routes: .none)
        let secrets = try found.secrets(for: host)
        let text = { (secret: Secret?) in secret.map { String(decoding: $0.bytes, as: UTF8.self) } }
        return (host, text(secrets.login), text(secrets.become))
    }

    @Test(arguments: ["ansible_password", "ansible_ssh_pass", "ansible_ssh_password"])
    func `each of Ansible's names for the login's password is known`(_ name: String) throws {
        let (host, login, become) = try read("mx1 \(name)=hunter2")
        #expect((login, become) == ("hunter2", nil))
        #expect(host.unsupported.isEmpty)
    }

    @Test(arguments: [
        ("sudo", "ansible_become_password"), ("sudo", "ansible_become_pass"), ("sudo", "ansible_sudo_pass"),
        ("doas", "ansible_doas_pass"),
    ]) func `each of Ansible's names for sudo's password is known`(_ method: String, _ name: String) throws {
        let (host, login, become) = try read("mx1 ansible_become_method=\(method) \(name)=hunter2")
        #expect((login, become) == (nil, "hunter2"))
        #expect(host.unsupported.isEmpty)
    }

    @Test func `a password of digits is text, and where no privileges are gained none is needed`() throws {
        #expect(try read("mx1 ansible_password=0123456").login != nil)
        #expect(try read("mx1 ansible_password=123456").login == "123456")
        #expect(try read("mx1 ansible_become=false ansible_become_password=hunter2").become == nil)
    }

    @Test func `the host, which is written into records, holds no secret`() throws {
        let host = try read("mx1 ansible_password=hunter2 ansible_become_password=hunter3").host
        #expect(!"\(host)".contains("hunter"))
    }

    @Test func `a password that is no text is told without showing it`() {
        let error = #expect(throws: InputError.self) { try read("mx1 ansible_password=\"['hunter2']\"") }
        #expect(error?.description.hasPrefix("h:1: ansible_password of mx1 is a list, not text. ") == true)
        #expect(error?.description.contains("hunter2") == false)
        let lines = #expect(throws: InputError.self) { try read(#"mx1 ansible_password="'hunt\\ner2'""#) }
        #expect(lines?.description.contains("has a line break") == true)
    }
}
