import Diagnostics
import Fleet
import Testing

@testable import Inventory
import TextFiles

/// The vault's password is `correct horse battery`; what is sealed here was sealed by ansible-vault.
struct VaultTests {
    /// `hunter2`.
    static let hunter2 = """
        $ANSIBLE_VAULT;1.1;AES256
        38396231353565356362396165376536656335623138373531366363386634323362313865366261
        6466616666353039343832316138306537303463643438310a383461636338373431336232623630
        61353064373966343265623133336437656636663763393334383537323562613363646464323931
        3431626531356363380a616165363939656564303164373265326534663963656430373833636234
        3434
        """
    static let value = "!vault |\n" + hunter2.split(separator: "\n").map { "  \($0)\n" }.joined()

    private func load(
        _ files: [String: String], sources: [String] = ["h"], passwords: [String] = ["correct horse battery"]
    ) throws -> (host: Host, login: String?, shown: String) {
        let vault = Vault.opened(by: passwords)
        var aids = InventoryEnvironment.none
        aids.vault = vault
        let found = try HostInventory.load(sources: sources, files: MemoryFiles(files: files), aids: aids).hosts[0]
        let host = try found.host(
            defaults: HostDefaults(localUser: "op", home: "/home/op"), routes: .none, vault: vault)
        let login = try found.secrets(for: host, vault: vault).login
        let shown = "\(found.listing) \(found.sourcedVariables) \(host)"
        return (host, login.map { String(decoding: $0.bytes, as: UTF8.self) }, shown)
    }

    @Test(arguments: [
        "ansible_password: \(value)", "pw: \(value)ansible_password: '{{ pw }}'\n",
        "pw: {deep: [\(hunter2.split(separator: "\n").reduce("!vault \"") { "\($0)\($1)\\n" })\"]}\n"
            + "ansible_password: '{{ pw.deep[0] }}'\n",
    ]) func `a sealed password logs in, and is shown nowhere`(variables: String) throws {
        let (host, login, shown) = try load(["h": "mx1", "host_vars/mx1": variables])
        #expect(login == "hunter2")
        #expect(host.unsupported.isEmpty)
        #expect(shown.contains(DecryptedValue.remark))
        #expect(!shown.contains("hunter2"))
    }

    @Test func `text around a secret is a secret`() throws {
        let variables = "pw: \(Self.value)ansible_password: '<{{ pw }}>'\ndovesweep_public_name: 'x{{ pw }}'\n"
        let (host, login, _) = try load(["h": "mx1", "host_vars/mx1": variables])
        #expect(login == "<hunter2>")
        #expect(host.publicNames == ["xhunter2"])
        #expect(host.unsupported.isEmpty)
    }

    @Test(arguments: [
        ("ansible_port", "ansible_port of mx1 is not a port. Write a number from 1 to 65535."),
        ("dovesweep_role", "dovesweep_role of mx1 is not known. It is one of mailbox, proxy, lmtp."),
        ("ansible_become", "ansible_become of mx1 is neither true nor false. Write true or false."),
        (
            "ansible_ssh_args",
            "the SSH settings of mx1 cannot be read. Look at the encrypted value with ansible-vault view."
        ),
    ]) func `what is wrong with a sealed value is told without it`(name: String, message: String) {
        let value = name == "ansible_ssh_args" ? "'-F {{ pw }}'" : "'{{ pw }}'"
        let files = ["h": "mx1", "host_vars/mx1": "pw: \(Self.value)\(name): \(value)\n"]
        let error = #expect(throws: InputError.self) { try load(files) }
        #expect(
            error?.description.hasSuffix("\"(from the vault)\": \(message)") == true, "\(String(describing: error))")
    }

    @Test(arguments: [
        ("ansible_connection", "'{{ pw }}'"), ("ansible_become_method", "'{{ pw }}'"),
        ("ansible_become_user", "'{{ pw }}'"), ("ansible_ssh_common_args", "'-W {{ pw }}'"),
        ("ansible_ssh_extra_args", "'-J {{ pw }} -o ProxyCommand={{ pw }} -o HostKeyAlias={{ pw }}'"),
    ]) func `what cannot be honoured of a sealed value is told without it`(name: String, value: String) throws {
        let files = ["h": "mx1", "host_vars/mx1": "pw: \(Self.value)\(name): \(value)\n"]
        let host = try load(files).host
        #expect(!host.unsupported.isEmpty || host.ssh != nil)
        #expect(!host.unsupported.joined().contains("hunter2"), "\(host.unsupported)")
    }

    @Test func `the right one of several passwords opens it, whatever its label says`() throws {
        let labelled = Self.value.replacing(";1.1;AES256", with: ";1.2;AES256;prod")
        let files = ["h": "mx1", "host_vars/mx1": "ansible_password: \(labelled)"]
        #expect(try load(files, passwords: ["wrong", "correct horse battery"]).login == "hunter2")
        let error = #expect(throws: InputError.self) { try load(files, passwords: ["wrong", "also wrong"]) }
        #expect(
            error?.description
                == "host_vars/mx1:1: the vault password does not decrypt this, which was encrypted with the "
                + "vault id \"prod\". Give the right one with --vault-password-file, which may be repeated.")
    }

    @Test func `what is not needed is not opened, since that takes long`() throws {
        let vault = Vault(passwords: [Secret([])]) { _, _ in
            Issue.record("opened")
            return nil
        }
        var aids = InventoryEnvironment.none
        aids.vault = vault
        let files = MemoryFiles(files: ["h": "mx1 ansible_user=op", "host_vars/mx1": "other: \(Self.value)"])
        let host = try HostInventory.load(sources: ["h"], files: files, aids: aids).hosts[0]
        let read = try host.host(defaults: HostDefaults(localUser: "op", home: "/"), routes: .none, vault: vault)
        #expect(try host.secrets(for: read, vault: vault).login == nil)
    }

    @Test(arguments: [
        ("$ANSIBLE_VAULT;1.0;AES\n61", "\"$ANSIBLE_VAULT;1.0;AES\": this format of ansible-vault is not supported. "),
        ("$ANSIBLE_VAULT;1.1;AES256\n61zz", "this value of ansible-vault is damaged. "),
        ("$ANSIBLE_VAULT;1.1;AES256\n616", "this value of ansible-vault is damaged. "),
        ("$ANSIBLE_VAULT;1.1;AES256\n", "this value of ansible-vault is damaged. "),
        (String(hunter2.dropLast(80)), "this value of ansible-vault is damaged. "),
        (hunter2.replacing("3434", with: "3435"), "the vault password does not decrypt this. "),
    ]) func `what is damaged is told with its place`(sealed: String, message: String) throws {
        let inside = "host_vars/mx1"
        let whole = #expect(throws: InputError.self) { try load(["h": "mx1", inside: sealed]) }
        #expect(whole?.description.hasPrefix("\(inside):1: \(message)") == true, "\(String(describing: whole))")
        let text = "# one\nansible_password: !vault |\n" + sealed.split(separator: "\n").map { "  \($0)\n" }.joined()
        let value = #expect(throws: InputError.self) { try load(["h": "mx1", inside: text]) }
        #expect(value?.description.hasPrefix("\(inside):2: \(message)") == true, "\(String(describing: value))")
    }

    @Test func `what a sealed file holds wrong is told without its text`() {
        // A stand-in for the cipher, so that the plain text can be anything.
        let plain = "ansible_password: hunter2\n\tx: hunter2: hunter2\n"
        var aids = InventoryEnvironment.none
        aids.vault = Vault(passwords: [Secret([])]) { _, _ in Array(plain.utf8) }
        for (source, files) in [
            ("h", ["h": "mx1", "group_vars/all": Self.hunter2]), ("h.yml", ["h.yml": Self.hunter2]),
            ("h.ini", ["h.ini": Self.hunter2]),
        ] {
            let error = #expect(throws: InputError.self) {
                try HostInventory.load(sources: [source], files: MemoryFiles(files: files), aids: aids)
            }
            #expect(
                error?.description.contains(
                    "the content that ansible-vault encrypted is wrong, in line") == true)
            #expect(error?.description.contains("hunter2") == false)
        }
    }
}
