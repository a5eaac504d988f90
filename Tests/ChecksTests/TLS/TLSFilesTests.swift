import Fleet
import Testing

@testable import Checks

@Suite struct TLSFilesTests {
    private let check = TLSFiles()

    @Test func `a certificate that is gone fails while the server still serves it`() throws {
        let found = try LabHost("d24-no-certificate").judgement(check)
        #expect(found.verdict == .fail && found.signature == "ssl_server_cert_file /etc/dovecot/private/dovecot.pem")
        #expect(try LabHost("d24-no-certificate").judgement(CertificateExpiry()).verdict == .pass)
    }

    @Test func `an empty file is as good as none`() throws {
        #expect(
            try LabHost("d24-pam").with("certificate", "certificate", "", status: 0).judgement(check).verdict == .fail)
    }

    @Test func `what may not be read is unknown`() throws {
        let host = try LabHost("d24-pam").with("certificate", "certificate", "cat: x: Permission denied", status: 1)
        #expect(throws: MissingFact.self) { try host.judgement(check) }
    }

    @Test func `ssl = no asks for no certificate`() throws {
        let host = try LabHost("d23-pam").with("\nssl = no", for: "\nssl = yes", in: "config")
        #expect(try host.judgement(check).verdict == .skipped)
    }

    @Test func `a relative path is looked for where the setting stands`() throws {
        let host = try LabHost("d24-relative-certificate")
        #expect(try host.judgement(TLSFiles()).verdict == .pass)
        #expect(try host.subject.certificateFiles().certificatePath == "/etc/dovecot/dovecot.pem")
    }

    @Test(arguments: [
        ("d23-bare-path", "ssl_cert = /etc/dovecot/private/dovecot.pem lacks the <", "'ssl_cert = </etc/dovecot/"),
        (
            "d24-marked-path", "ssl_server_cert_file = </etc/dovecot/private/dovecot.pem has the <",
            "file = /etc/dovecot/"
        ),
    ])
    func `a path that is marked as the other version wants it is told so`(name: String, words: String, remedy: String)
        throws
    {
        let found = try LabHost(name).judgement(check)
        #expect(found.verdict == .fail && found.summary.hasPrefix(words))
        #expect(found.remedy?.script.contains(remedy) == true)
    }

    @Test func `a key whose path is not marked is told so, and the key stays where it is`() throws {
        let host = try LabHost("d23-vmail").with("certificate", "key-path", "", status: 0)
            .with("ssl_key = (withheld)\nssl_cert = <", for: "ssl_cert = <", in: "config")
        #expect(try host.judgement(check).summary.hasPrefix("ssl_key lacks the < before its path"))
    }

    /// 2.4 takes the key, which it has read for the < of 2.3, for a path, and quotes it.
    @Test func `a configuration whose error quotes the key is the matter of the key`() throws {
        let quoted = "(private key withheld)\ndoveconf: Fatal: ) failed: No such file or directory"
        let host = try LabHost("d24-marked-path").with("config", "loads", quoted, status: 89)
        #expect(try host.judgement(ConfigParses()).verdict == .pass)
    }

    @Test func `an alternative certificate that is gone keeps Dovecot from its next start`() throws {
        let host = try LabHost("d23-two-certificates").with(
            "certificate", "alternative", "sed: can't read alternative.pem: No such file or directory", status: 2)
        #expect(
            try host.judgement(TLSFiles()).signature == "ssl_alt_cert /etc/dovecot/private/alternative.pem")
    }

    @Test(arguments: [
        ("DER", "is in DER", "openssl x509 -inform DER -in"), ("PRIVATE KEY", "holds a private key", "0600"),
        ("CERTIFICATE REQUEST", "holds a request", "the authority issued"),
        ("PKCS7", "holds no certificate", "PEM file"),
    ])
    func `a certificate file with other content says what it holds`(label: String, words: String, remedy: String) throws
    {
        let host = try LabHost("d24-vmail").with("certificate", "certificate", "", status: 0)
        let found = try host.with("certificate", "certificate-label", label, status: 0).judgement(TLSFiles())
        #expect(found.verdict == .fail && found.summary.contains(words))
        #expect(found.remedy?.script.contains(remedy) == true)
        let empty = try host.with("certificate", "certificate-label", "", status: 0).judgement(TLSFiles())
        #expect(empty.summary.contains("no usable content"))
    }

    @Test func `2.4 does not start with a key in DER`() throws {
        let host = try LabHost("d24-vmail").with("certificate", "key-label", "DER", status: 0)
        let found = try host.judgement(TLSFiles())
        #expect(found.verdict == .fail && found.summary.contains("cannot start with TLS again"))
        let older = try LabHost("d23-vmail").with("certificate", "key-label", "DER", status: 0)
        #expect(try older.judgement(TLSFiles()).verdict == .pass)
    }
}
