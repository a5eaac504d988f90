/// The certificate and the key that Dovecot is configured with, as they are on disk. The key itself never travels.
struct CertificateFiles: Sendable, Equatable {
    /// Empty where the configuration names none.
    let certificatePath: String
    let keyPath: String
    let certificate: Parts.Part?
    /// The certificate of another kind of key beside it (`ssl_alt_cert`); empty where there is none.
    let alternativePath: String
    let alternative: Parts.Part?
    let key: Parts.Part?
    let keyEntry: FileEntry?
    /// The directory that holds the key, and the one above.
    let keyDirectories: [FileEntry]
    /// Whether a file is newer than what the running Dovecot has loaded.
    let isUnloaded: Bool

    init(_ parts: [String: Parts.Part]) {
        certificatePath = parts["certificate-path"]?.firstLine ?? ""
        keyPath = parts["key-path"]?.firstLine ?? ""
        certificate = parts["certificate"]
        alternativePath = parts["alternative-path"]?.firstLine ?? ""
        alternative = parts["alternative"]
        key = parts["key"]
        keyEntry = parts["key-file"]?.lines.lazy.compactMap(FileEntry.init).first
        keyDirectories = parts["key-directories"]?.lines.compactMap(FileEntry.init) ?? []
        isUnloaded = parts["unloaded"].map { $0.status == 0 && !$0.firstLine.isEmpty } ?? false
    }
}
