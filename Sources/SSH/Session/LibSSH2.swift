internal import CLibSSH2
internal import Glibc

/// The libssh2 library and the algorithms of this version.
package enum LibSSH2 {
    /// `libssh2_init` is not thread-safe; a lazy global is.
    static let ready: Bool = libssh2_init(0) == 0

    package static let version = String(cString: libssh2_version(0))

    /// Used as the socket: libssh2 only asks whether it blocks, as the transport's callbacks pass all bytes.
    static let placeholder: Int32 = open("/dev/null", O_RDWR | O_NONBLOCK | O_CLOEXEC)

    /// Without RSA and SHA-1, which OpenSSH refuses since 8.8.
    static let hostKeyAlgorithms = knownHostKeyAlgorithms.filter { $0 != rsaWithSHA1 }

    /// Also the type of all RSA keys.
    private static let rsaWithSHA1 = "ssh-rsa"

    /// With RSA and SHA-1 if HostKeyAlgorithms names it.
    static func hostKeyAlgorithms(allowing names: [String]?) -> [String] {
        names?.contains(rsaWithSHA1) == true ? knownHostKeyAlgorithms : hostKeyAlgorithms
    }

    /// Without certificates and DSA; Ed25519 first, as in OpenSSH.
    private static let knownHostKeyAlgorithms: [String] = {
        let known = supported(LIBSSH2_METHOD_HOSTKEY).filter { !$0.contains("-cert-") && $0 != "ssh-dss" }
        return known.filter { $0 == "ssh-ed25519" } + known.filter { $0 != "ssh-ed25519" }
    }()

    /// Whether RSA host keys can be verified with SHA-2.
    package static var verifiesRSA: Bool { hostKeyAlgorithms.contains("rsa-sha2-512") }

    static func verifies(_ type: String) -> Bool {
        type == "ssh-rsa" ? verifiesRSA : hostKeyTypes.contains(type)
    }

    static let hostKeyTypes = types(of: hostKeyAlgorithms)

    static func types(of algorithms: [String]) -> [String] {
        var types: [String] = []
        for name in algorithms {
            let type = name.hasPrefix("rsa-sha2-") ? "ssh-rsa" : name
            if !types.contains(type) { types.append(type) }
        }
        return types
    }

    /// libssh2's default order is good; used only if ssh_config sets another.
    static let ciphers = supported(LIBSSH2_METHOD_CRYPT_CS)
    static let codes = supported(LIBSSH2_METHOD_MAC_CS)

    /// Elliptic curves first: a finite-field Diffie-Hellman exchange blocks the event loop for 5 to 29 ms.
    static let keyExchanges: [String] = {
        let preferred = [
            "curve25519-sha256", "curve25519-sha256@libssh.org", "ecdh-sha2-nistp256", "ecdh-sha2-nistp384",
            "ecdh-sha2-nistp521", "diffie-hellman-group16-sha512", "diffie-hellman-group14-sha256",
        ]
        let known = supported(LIBSSH2_METHOD_KEX)
        return preferred.filter(known.contains)
    }()

    /// `libssh2_session_method_pref` of 1.10 corrupts a list with an unknown name.
    private static func supported(_ method: Int32) -> [String] {
        guard ready, let session = libssh2_session_init_ex(nil, nil, nil, nil) else { return [] }
        defer { libssh2_session_free(session) }
        var names: UnsafeMutablePointer<UnsafePointer<CChar>?>?
        let count = libssh2_session_supported_algs(session, method, &names)
        guard count > 0, let names else { return [] }
        defer { libssh2_free(session, names) }
        return (0..<Int(count)).compactMap { names[$0].map { String(cString: $0) } }
    }
}
