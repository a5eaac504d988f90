import COpenSSL
import Glibc
import Synchronization

/// The trusted authorities and OpenSSL's settings, for all tasks of a sweep (OpenSSL locks).
package final class TLSContext: Sendable {
    nonisolated(unsafe) let context: OpaquePointer
    nonisolated(unsafe) let store: OpaquePointer
    private let defaults: DefaultAuthorities
    private let hasReadFile: Mutex<Bool>

    /// Without any (no `ca-certificates`) every certificate looks untrusted, which says nothing about servers.
    package let hasSystemAuthorities: Bool

    /// Trusts the system's authorities and those in PEM files.
    package convenience init(authorities files: [String] = []) throws(TrustError) {
        try self.init(authorities: files, beside: .openSSL)
    }

    init(authorities files: [String], beside defaults: DefaultAuthorities) throws(TrustError) {
        guard let context = SSL_CTX_new(TLS_client_method()), let store = X509_STORE_new() else {
            fatalError("OpenSSL has no memory for a context")
        }
        self.context = context
        self.store = store
        self.defaults = defaults
        let directoriesHoldSome = defaults.addDirectories(to: store)
        if !directoriesHoldSome { defaults.readFile(into: store) }
        hasReadFile = Mutex(!directoriesHoldSome)
        hasSystemAuthorities = directoriesHoldSome || OPENSSL_sk_num(X509_STORE_get0_objects(store)) > 0
        configure()
        for file in files { try add(file) }
    }

    var isComplete: Bool { hasReadFile.withLock { $0 } }

    /// Reads the default file, only once an issuer is missing: that takes 30 ms, and mostly repeats the directories.
    func complete() {
        hasReadFile.withLock { isDone in
            if !isDone { defaults.readFile(into: store) }
            isDone = true
        }
    }

    deinit {
        SSL_CTX_free(context)
        X509_STORE_free(store)
    }

    /// Accepts any certificate, with keys down to 80 bits of security; `examine` judges.
    ///
    /// TLS 1.0 and 1.1 are off (RFC 8996): mail clients no longer use them, and a password would be sent over them.
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
            throw TrustError(file: file, reason: "\(error.description); it must have CA certificates in PEM")
        }
    }
}
