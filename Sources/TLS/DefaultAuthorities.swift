import COpenSSL
import Glibc

/// Where OpenSSL looks for authorities that nobody named: directories, by the hash of a name, and one file.
///
/// Together they are all that X509_STORE_set_default_paths knows, but for the lookup by URI that it adds since OpenSSL 3:
/// for each issuer that is not known yet it opens and parses the whole directory, which costs more than all the rest of
/// a verification.
struct DefaultAuthorities: Sendable {
    let file: String
    let directories: [String]

    /// What this machine's OpenSSL was built with, or `SSL_CERT_FILE` and `SSL_CERT_DIR`.
    static let openSSL = DefaultAuthorities(
        file: variable(X509_get_default_cert_file_env()) ?? String(cString: X509_get_default_cert_file()),
        directories: (variable(X509_get_default_cert_dir_env()) ?? String(cString: X509_get_default_cert_dir()))
            .split(separator: ":").map(String.init))

    private static func variable(_ name: UnsafePointer<CChar>?) -> String? {
        name.flatMap { getenv($0) }.map { String(cString: $0) }
    }

    /// Lets the store look into the directories when it needs an issuer; says whether they hold any.
    func addDirectories(to store: OpaquePointer) -> Bool {
        guard let lookup = X509_STORE_add_lookup(store, X509_LOOKUP_hash_dir()) else { return false }
        for directory in directories {
            X509_LOOKUP_ctrl(lookup, X509_L_ADD_DIR, directory, Int(X509_FILETYPE_PEM), nil)
        }
        // A default that is not there is no failure.
        ERR_clear_error()
        return directories.contains { directory in
            var found = glob_t()
            defer { globfree(&found) }
            return glob("\(directory)/????????.[0-9]", 0, nil, &found) == 0
        }
    }

    /// Parses the whole file into the store, which may be in use.
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
