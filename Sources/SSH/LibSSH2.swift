internal import CLibSSH2
internal import Glibc

/// The library as a whole: what it needs once a process, and what this version of it can do.
package enum LibSSH2 {
    /// Prepares the library; not thread-safe in itself, so it is done behind a lazy global, which is.
    static let ready: Bool = libssh2_init(0) == 0

    package static let version = String(cString: libssh2_version(0))

    /// A descriptor that stands for the socket, which libssh2 only asks whether it blocks: all bytes go through the
    /// transport's callbacks. It lives as long as the process.
    static let placeholder: Int32 = open("/dev/null", O_RDWR | O_NONBLOCK | O_CLOEXEC)

    /// The host key algorithms to ask for: all but RSA with SHA-1, which OpenSSH refuses since 8.8.
    static let hostKeyAlgorithms = knownHostKeyAlgorithms.filter { $0 != rsaWithSHA1 }

    /// As the name of an algorithm; as the type of a key it is every RSA key's.
    private static let rsaWithSHA1 = "ssh-rsa"

    /// Those that ssh_config's HostKeyAlgorithms may choose from: RSA with SHA-1 where it is among them.
    static func hostKeyAlgorithms(allowing names: [String]?) -> [String] {
        names?.contains(rsaWithSHA1) == true ? knownHostKeyAlgorithms : hostKeyAlgorithms
    }

    /// Those that this version verifies, Ed25519 first as in OpenSSH, without certificates and DSA.
    private static let knownHostKeyAlgorithms: [String] = {
        let known = supported(LIBSSH2_METHOD_HOSTKEY).filter { !$0.contains("-cert-") && $0 != "ssh-dss" }
        return known.filter { $0 == "ssh-ed25519" } + known.filter { $0 != "ssh-ed25519" }
    }()

    /// Whether RSA keys of hosts can be verified by more than SHA-1, which OpenSSH since 8.8 no longer signs with.
    package static var verifiesRSA: Bool { hostKeyAlgorithms.contains("rsa-sha2-512") }

    /// Whether hosts of these days can show us a key of this type.
    static func verifies(_ type: String) -> Bool {
        type == "ssh-rsa" ? verifiesRSA : hostKeyTypes.contains(type)
    }

    /// The types of the keys that those algorithms verify, in their order.
    static let hostKeyTypes = types(of: hostKeyAlgorithms)

    /// The types of the keys that prove themselves by these algorithms: an RSA key has several.
    static func types(of algorithms: [String]) -> [String] {
        var types: [String] = []
        for name in algorithms {
            let type = name.hasPrefix("rsa-sha2-") ? "ssh-rsa" : name
            if !types.contains(type) { types.append(type) }
        }
        return types
    }

    /// Its ciphers and message authentication codes, for whoever must choose among them; libssh2's own order is good.
    static let ciphers = supported(LIBSSH2_METHOD_CRYPT_CS)
    static let codes = supported(LIBSSH2_METHOD_MAC_CS)

    /// Elliptic curves first: one Diffie-Hellman exchange in a plain group blocks the event loop for 5 to 29 ms.
    static let keyExchanges: [String] = {
        let preferred = [
            "curve25519-sha256", "curve25519-sha256@libssh.org", "ecdh-sha2-nistp256", "ecdh-sha2-nistp384",
            "ecdh-sha2-nistp521", "diffie-hellman-group16-sha512", "diffie-hellman-group14-sha256",
        ]
        let known = supported(LIBSSH2_METHOD_KEX)
        return preferred.filter(known.contains)
    }()

    /// Asked for here because `libssh2_session_method_pref` of 1.10 mangles a list that holds a name it does not know.
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
