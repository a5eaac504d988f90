import Fleet
import Inventory
import Testing
import TextFiles

struct UnsupportedTests {
    private func unsupported(_ files: [String: String], source: String = "h") throws -> [String] {
        try HostInventory.load(sources: [source], files: MemoryFiles(files: files)).hosts[0]
            .host(defaults: HostDefaults(localUser: "op", home: "/home/op"), routes: .none).unsupported
    }

    @Test(arguments: [
        (
            "ansible_password='{{ hunter2 | upper }}'",
            "ansible_password has a Jinja expression, and dovesweep supports only references "
        ),
        (
            "ansible_sudo_pass='{{ pw }}'",
            "ansible_sudo_pass refers to \"pw\", which the inventory does not set for this"
        ),
        ("ansible_become_flags=-H", "ansible_become_flags is set, but dovesweep does not support it: "),
        (
            "ansible_become_method=doas ansible_doas_exe=d",
            "ansible_doas_exe is set, but dovesweep does not support it: "
        ),
        ("ansible_ssh_private_key=hunter2", "ansible_ssh_private_key is set, but dovesweep reads keys only from files"),
        ("ansible_become_method=su", "ansible_become_method is \"su\": dovesweep supports only sudo and doas."),
        ("ansible_become_user=vmail", "ansible_become_user is \"vmail\": dovesweep runs as root, "),
        ("ansible_connection=local", "ansible_connection is \"local\": dovesweep connects only over SSH."),
        (
            "ansible_ssh_common_args='-W x'",
            "ansible_ssh_common_args has \"-W x\", which dovesweep does not support: "
        ),
        (
            "ansible_ssh_extra_args='-o StrictHostKeyChecking=no'",
            "ansible_ssh_extra_args has \"-o StrictHostKeyChecking=no\", which dovesweep does not support: "
                + "remove it, and add"
        ),
        (
            "ansible_user='{{ admin }}' admins=x",
            "ansible_user refers to \"admin\", which the inventory does not set for "
        ),
        ("dovesweep_state='{% if x %}drained{% endif %}'", "dovesweep_state has a Jinja expression, "),
    ])
    func `what cannot be honoured is told with its line and what to do`(variable: String, message: String) throws {
        let told = try unsupported(["h": "# one\nmx1 \(variable)"])
        #expect(told.count == 1)
        #expect(told[0].hasPrefix("h:2: \(message)"), "\(told[0])")
        #expect(!told[0].contains("hunter2"))
    }

    @Test func `what is not needed is not complained of`() throws {
        let text =
            "mx1 ansible_become=false ansible_become_password=x ansible_python_interpreter='{{ python }}' "
            + "ansible_connection=ansible.builtin.ssh ansible_become_method=ansible.builtin.su other='{{ x }}'"
        #expect(try unsupported(["h": text]).isEmpty)
    }

    @Test func `what is sealed is told where there is no password, and so is a file that may hold anything`() throws {
        let files = [
            "h": "mx1",
            "host_vars/mx1":
                "ansible_user: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  6162\nansible_password: '{{ sealed }}'\n",
            "group_vars/all/vault.yml": "$ANSIBLE_VAULT;1.1;AES256\n6162\n",
        ]
        let told = try unsupported(files)
        #expect(told.count == 3)
        #expect(
            told[0].hasPrefix("group_vars/all/vault.yml:1: the file is encrypted with ansible-vault and may set any"))
        #expect(told[1].hasPrefix("host_vars/mx1:1: ansible_user is encrypted with ansible-vault: give its "))
        #expect(told[2] == "host_vars/mx1:4: ansible_password refers to \"sealed\", which may be in an encrypted file.")
    }
}
