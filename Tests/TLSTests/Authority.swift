import TLS

/// A small certificate authority: `root`, `intermediate` below it, and what the tests ask it to issue.
struct Authority {
    let openssl: OpenSSLTool

    init() throws {
        openssl = try OpenSSLTool()
        try openssl.run(
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "3650",
            "-subj", "/CN=Root", "-addext", "keyUsage=critical,keyCertSign", "-keyout", "root.key", "-out", "root.pem")
        try openssl.run(
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "3650",
            "-subj", "/CN=Intermediate", "-addext", "keyUsage=critical,keyCertSign", "-CA", "root.pem",
            "-CAkey", "root.key", "-keyout", "intermediate.key", "-out", "intermediate.pem")
    }

    /// The kinds of keys that `openssl req -newkey` makes.
    enum Key: String, CaseIterable {
        case rsa2048 = "rsa:2048"
        case rsa1024 = "rsa:1024"
        case ec = "ec"
        case ed25519 = "ed25519"
    }

    /// Makes `NAME.key` and `NAME.pem`, valid for a hundred days from now.
    func issue(
        _ name: String, for names: String = "DNS:mx07.example.net", key: Key = .ec, issuer: String = "intermediate"
    ) throws {
        let curve = key == .ec ? "ec_paramgen_curve:P-256" : nil
        let options = curve.map { ["-pkeyopt", $0] } ?? []
        try openssl.run(
            ["req", "-x509", "-newkey", key.rawValue] + options + [
                "-nodes", "-days", "100", "-subj", "/CN=\(name)/O=Example", "-addext", "subjectAltName=\(names)",
                "-addext", "basicConstraints=critical,CA:FALSE",
                "-CA", "\(issuer).pem", "-CAkey", "\(issuer).key", "-keyout", "\(name).key", "-out", "\(name).pem",
            ])
    }

    /// Makes a certificate signed by its own key.
    func selfSign(_ name: String, for names: String = "DNS:mx07.example.net") throws {
        try openssl.run([
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "100",
            "-subj", "/CN=\(name)", "-addext", "subjectAltName=\(names)", "-keyout", "\(name).key",
            "-out", "\(name).pem",
        ])
    }

    /// The certificates of some of its files, as a server would send them.
    func chain(_ names: String...) throws -> [[UInt8]] {
        try names.flatMap { try certificates(inPEM: openssl.bytes(of: "\($0).pem")) }
    }

    /// The system's authorities, and the root.
    func trust() throws -> TLSContext {
        try TLSContext(authorities: [openssl.path("root.pem")])
    }
}

/// X509_V_ERR codes of OpenSSL's `x509_vfy.h`, which the project promises not to change.
enum Objection {
    static let notYetValid = 9
    static let expired = 10
    static let selfSignedLeaf = 18
    static let noLocalIssuer = 20
    static let keyTooSmall = 66
}
