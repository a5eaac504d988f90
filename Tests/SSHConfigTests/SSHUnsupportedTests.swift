import SSHConfig
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
            "remove it, and add the host key to known_hosts, or use accept-new instead"
        ),
        ("StrictHostKeyChecking off", "remove it, and add the host key"),
        (
            "CertificateFile ~/.ssh/id-cert.pub",
            "it cannot log in with certificates: add the key itself to authorized_keys"
        ),
        ("PKCS11Provider /usr/lib/p.so", "keys on a token work only through the SSH agent: add them there"),
        ("SmartcardDevice /usr/lib/p.so", "keys on a token work only"),
        ("SecurityKeyProvider /usr/lib/sk.so", "security keys work only through the SSH agent: add them there"),
        ("RequiredRSASize 3072", "it does not check the size of RSA keys"),
        ("HostKeyAlgorithms *-cert-*", "it does not support host certificates, so allow plain keys too"),
        (
            "CanonicalizeHostname yes",
            "host names are not canonicalized: write HostName in full"
        ),
        ("CanonicalizePermittedCNAMEs *:*", "host names are not canonicalized"),
        ("RemoteCommand uptime", "it runs another command: remove it for this host"),
        ("SessionType none", "it runs a command: remove it for this host"),
        ("BindInterface eth0", "it cannot choose an interface: set one of its addresses with BindAddress"),
        ("ProxyUseFdpass yes", "it uses only the standard streams of a ProxyCommand"),
        ("ProxyCommand -", "its standard streams are not a connection: set a program"),
        ("KnownHostsCommand /bin/keys %H", "it reads host keys only from files: put them into UserKnownHostsFile"),
        (
            "RevokedHostKeys /etc/ssh/revoked",
            "it does not read lists of revoked keys: mark them @revoked in a known_hosts file"
        ),
        ("RefuseConnection \"not today\"", "the configuration refuses this host"),
    ])
    func `what matters and cannot be honoured is said with its line`(line: String, advice: String) throws {
        let told = try unsupported("Host mx1\n    \(line)\n")
        #expect(told.count == 1)
        let start = "/home/op/.ssh/config:2: \"\(line)\" is not supported by dovesweep: \(advice)"
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
                "/home/op/.ssh/config:1: Match has the condition \"localnetwork\", which dovesweep does not support: "
                    + "use another condition for this host."
            ])
    }

    @Test func `a host that is its own last hop is said, and no other`() throws {
        let text = "Host bastion\nPort 2022\nHost *\nUser u\nProxyJump first,bastion:2022\n"
        let told = try unsupported(text, host: "bastion")
        #expect(told.count == 1)
        #expect(told.first?.hasSuffix("leads to bastion through itself: remove this host from it.") == true)
        #expect(try unsupported(text).isEmpty)
    }

    @Test func `no way to log in is said`() throws {
        let told = try unsupported("PreferredAuthentications gssapi-with-mic,hostbased\n")
        #expect(
            told == [
                "/home/op/.ssh/config:1: no login method is left that dovesweep supports: allow publickey."
            ])
        #expect(try unsupported("PubkeyAuthentication no\n").isEmpty)
    }
}
