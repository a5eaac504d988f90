import COpenSSL
import Glibc

/// What every TLS connection of a sweep shares: OpenSSL's settings, and the authorities to trust.
///
/// Made once, since loading authorities costs milliseconds; any number of tasks may use it at a time (OpenSSL locks).
package final class TLSContext: Sendable {
    nonisolated(unsafe) let context: OpaquePointer
    nonisolated(unsafe) let store: OpaquePointer

    /// Whether this machine has any authority of its own.
    ///
    /// Without one (no `ca-certificates`) every certificate looks untrusted, which says nothing about the servers.
    package let hasSystemAuthorities: Bool

    /// Loads the system's authorities, and those in the given PEM files beside them.
    ///
    /// The system's are some 150 certificates, which take 20 ms to parse: a second context shares those of the first.
    package init(authorities files: [String] = [], sharing other: TLSContext? = nil) throws(TrustError) {
        guard let context = SSL_CTX_new(TLS_client_method()), let store = X509_STORE_new() else {
            fatalError("OpenSSL has no memory for a context")
        }
        self.context = context
        self.store = store
        Self.addDefaultPaths(to: store, sharing: other?.store)
        hasSystemAuthorities = Self.holdsAuthorities(store) || Self.directoryHoldsAuthorities()
        configure()
        for file in files { try add(file) }
    }

    deinit {
        SSL_CTX_free(context)
        X509_STORE_free(store)
    }

    /// Takes what the peer shows and lets others judge it: no verification here, keys down to 80 bits of security.
    ///
    /// TLS 1.0 and 1.1 are not offered (RFC 8996): mail clients no longer speak them, and a password would.
    private func configure() {
        SSL_CTX_set_verify(context, SSL_VERIFY_NONE, nil)
        SSL_CTX_set_security_level(context, 1)
        _ = shim_SSL_CTX_set_min_proto_version(context, Int32(TLS1_2_VERSION))
        _ = shim_SSL_CTX_set_session_cache_mode(context, Int(SSL_SESS_CACHE_OFF))
        _ = shim_SSL_CTX_set_mode(context, Int(SSL_MODE_RELEASE_BUFFERS))
    }

    private func add(_ file: String) throws(TrustError) {
        OpenSSLFailure.clear()
        guard let bio = BIO_new_file(file, "r") else {
            throw TrustError(file: file, reason: "cannot be read: \(String(cString: strerror(errno)))")
        }
        defer { BIO_free(bio) }
        do {
            for certificate in try PEM.certificates(from: bio) {
                X509_STORE_add_cert(store, certificate.pointer)
            }
        } catch {
            throw TrustError(file: file, reason: "\(error.description); it must hold authorities as PEM")
        }
    }

    /// What X509_STORE_set_default_paths does, but for the lookup by URI that it adds since OpenSSL 3: for each issuer that
    /// is not known yet it opens and parses the whole directory, which costs more than all the rest of a verification.
    private static func addDefaultPaths(to store: OpaquePointer, sharing other: OpaquePointer?) {
        if let other {
            addCertificates(of: other, to: store)
        } else if let lookup = X509_STORE_add_lookup(store, X509_LOOKUP_file()) {
            X509_LOOKUP_ctrl(lookup, X509_L_FILE_LOAD, nil, Int(X509_FILETYPE_DEFAULT), nil)
        }
        if let lookup = X509_STORE_add_lookup(store, X509_LOOKUP_hash_dir()) {
            X509_LOOKUP_ctrl(lookup, X509_L_ADD_DIR, nil, Int(X509_FILETYPE_DEFAULT), nil)
        }
        // A default that is not there is no failure: `hasSystemAuthorities` tells.
        ERR_clear_error()
    }

    private static func addCertificates(of other: OpaquePointer, to store: OpaquePointer) {
        // A verification elsewhere may be adding what it found in the directory.
        X509_STORE_lock(other)
        defer { X509_STORE_unlock(other) }
        let objects = X509_STORE_get0_objects(other)
        for index in 0..<OPENSSL_sk_num(objects) {
            guard let object = OPENSSL_sk_value(objects, index) else { continue }
            if let found = X509_OBJECT_get0_X509(OpaquePointer(object)) { X509_STORE_add_cert(store, found) }
        }
    }

    /// Whether OpenSSL's default file (`SSL_CERT_FILE`) held any.
    private static func holdsAuthorities(_ store: OpaquePointer) -> Bool {
        OPENSSL_sk_num(X509_STORE_get0_objects(store)) > 0
    }

    /// Whether OpenSSL's default directories (`SSL_CERT_DIR`, colons between) hold any, under the hashes of their names.
    private static func directoryHoldsAuthorities() -> Bool {
        let variable = getenv(X509_get_default_cert_dir_env()).map { String(cString: $0) }
        let directories = variable ?? String(cString: X509_get_default_cert_dir())
        return directories.split(separator: ":").contains { directory in
            var found = glob_t()
            defer { globfree(&found) }
            return glob("\(directory)/????????.[0-9]", 0, nil, &found) == 0
        }
    }
}
