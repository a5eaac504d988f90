import Inventory
import Testing

struct SSHUnsupportedTests {
    private func unsupported(_ text: String, host: String = "mx1") throws -> [String] {
        let operations = SSHConfiguration.Coordinator(
            user: "op", userID: 1000, home: "/home/op", hostName: "admin", environment: [:])
        let files = MemoryFiles(files: ["/home/op/.ssh/config": text])
        return try SSHConfiguration.load(for: operations, files: files)
            .resolve(SSHConfiguration.Request(host: host, coordinator: operations), running: { _ in true }).unsupported
    }

    @Test(arguments: [
        (
            "StrictHostKeyChecking no",
            "remove it, and put the host's key into known_hosts or use accept-new in its place"
        ),
        ("StrictHostKeyChecking off", "remove it, and put the host's key"),
        ("CertificateFile ~/.ssh/id-cert.pub", "it cannot log in with certificates: have the key itself accepted"),
        ("PKCS11Provider /usr/lib/p.so", "keys on a token are used through the SSH agent alone: add them there"),
        ("SmartcardDevice /usr/lib/p.so", "keys on a token are used"),
        ("SecurityKeyProvider /usr/lib/sk.so", "security keys are used through the SSH agent alone: add them there"),
        ("RequiredRSASize 3072", "it does not measure RSA keys"),
        ("HostKeyAlgorithms *-cert-*", "it knows no certificates of hosts, so allow plain keys too"),
        (
            "CanonicalizeHostname yes",
            "names are not looked up before the configuration is read: write HostName in full"
        ),
        ("CanonicalizePermittedCNAMEs *:*", "names are not looked up"),
        ("RemoteCommand uptime", "it runs a command of its own: remove it for this host"),
        ("SessionType none", "it runs a command: remove it for this host"),
        ("BindInterface eth0", "it cannot choose an interface: name one of its addresses with BindAddress"),
        ("ProxyUseFdpass yes", "it speaks to a ProxyCommand by its standard streams alone"),
        ("ProxyCommand -", "there is no connection on its standard streams: name a program"),
        ("KnownHostsCommand /bin/keys %H", "it reads host keys from files alone: put them into UserKnownHostsFile"),
        (
            "RevokedHostKeys /etc/ssh/revoked",
            "it reads no lists of revoked keys: mark them @revoked in a known_hosts file"
        ),
        ("RefuseConnection \"not today\"", "the configuration refuses this host"),
    ])
    func `what matters and cannot be honoured is said with its line`(line: String, advice: String) throws {
        let told = try unsupported("Host mx1\n    \(line)\n")
        #expect(told.count == 1)
        let start = "/home/op/.ssh/config:2: \"\(line)\" asks for what dovesweep cannot do: \(advice)"
        #expect(told.first?.hasPrefix(start) == true, "\(told)")
        #expect(try unsupported("Host mx2\n    \(line)\n").isEmpty)
    }

    @Test(arguments: [
        "StrictHostKeyChecking yes", "StrictHostKeyChecking accept-new", "PKCS11Provider none", "SessionType default",
        "SecurityKeyProvider internal", "RequiredRSASize 1024", "HostKeyAlgorithms -ssh-rsa", "CanonicalizeHostname no",
        "CanonicalizePermittedCNAMEs none", "RemoteCommand none", "ProxyUseFdpass no", "KnownHostsCommand none",
        "RevokedHostKeys none", "ControlMaster auto", "GSSAPIAuthentication yes", "UpdateHostKeys yes",
    ])
    func `what is off, or changes nothing, is not complained of`(line: String) throws {
        #expect(try unsupported(line + "\n").isEmpty)
    }

    @Test func `a condition that cannot be told is said once, where it would have counted`() throws {
        let text = "Match localnetwork 192.0.2.0/24\nPort 1\nMatch final\nMatch host other localnetwork 192.0.2.0/24\n"
        #expect(
            try unsupported(text) == [
                "/home/op/.ssh/config:1: Match asks for \"localnetwork\", which dovesweep cannot tell: "
                    + "use another condition for this host."
            ])
    }

    @Test func `a host that is its own last hop is said, and no other`() throws {
        let text = "Host bastion\nPort 2022\nHost *\nUser u\nProxyJump first,bastion:2022\n"
        let told = try unsupported(text, host: "bastion")
        #expect(told.count == 1)
        #expect(told.first?.hasSuffix("sends the way to bastion through itself: leave this host out of it.") == true)
        #expect(try unsupported(text).isEmpty)
    }

    @Test func `no way to log in is said`() throws {
        let told = try unsupported("PreferredAuthentications gssapi-with-mic,hostbased\n")
        #expect(
            told == [
                "/home/op/.ssh/config:1: no way to log in is left that dovesweep knows: allow publickey."
            ])
        #expect(try unsupported("PubkeyAuthentication no\n").isEmpty)
    }
}
