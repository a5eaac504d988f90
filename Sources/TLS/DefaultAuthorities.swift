import COpenSSL
import Glibc

/// OpenSSL's default trust store: hashed directories and one file.
///
/// X509_STORE_set_default_paths is not used: since OpenSSL 3 it parses a whole directory for each unknown issuer.
struct DefaultAuthorities: Sendable {
    let file: String
    let directories: [String]

    /// OpenSSL's own, or `SSL_CERT_FILE` and `SSL_CERT_DIR`.
    static let openSSL = DefaultAuthorities(
        file: variable(X509_get_default_cert_file_env()) ?? String(cString: X509_get_default_cert_file()),
        directories: (variable(X509_get_default_cert_dir_env()) ?? String(cString: X509_get_default_cert_dir()))
            .split(separator: ":").map(String.init))

    private static func variable(_ name: UnsafePointer<CChar>?) -> String? {
        name.flatMap { getenv($0) }.map { String(cString: $0) }
    }

    /// Returns whether the directories hold certificates.
    func addDirectories(to store: OpaquePointer) -> Bool {
        guard let lookup = X509_STORE_add_lookup(store, X509_LOOKUP_hash_dir()) else { return false }
        for directory in directories {
            X509_LOOKUP_ctrl(lookup, X509_L_ADD_DIR, directory, Int(X509_FILETYPE_PEM), nil)
        }
        // A default may be missing.
        ERR_clear_error()
        return directories.contains { directory in
            var found = glob_t()
            defer { globfree(&found) }
            return glob("\(directory)/????????.[0-9]", 0, nil, &found) == 0
        }
    }

    func readFile(into store: OpaquePointer) {
        defer { ERR_clear_error() }
        guard let bio = BIO_new_file(file, "r") else { return }
        defer { BIO_free(bio) }
        while let certificate = PEM_read_bio_X509(bio, nil, withoutPassphrase, nil) {
            X509_STORE_add_cert(store, certificate)
            X509_free(certificate)
        }
    }
}
