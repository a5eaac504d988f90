/// Dovecot's certificate and key files on disk (probe `certificate`). The key itself is never sent.
struct CertificateFiles: Sendable, Equatable {
    /// Empty if not configured.
    let certificatePath: String
    let keyPath: String
    let certificate: ProbeOutput.Part?
    /// `ssl_alt_cert`; empty if not configured.
    let alternativePath: String
    let alternative: ProbeOutput.Part?
    /// The public key of `ssl_alt_key`.
    let alternativeKey: ProbeOutput.Part?
    let key: ProbeOutput.Part?
    let keyEntry: FileEntry?
    /// The key's directory and the one above it.
    let keyDirectories: [FileEntry]
    /// Whether a file changed after Dovecot loaded it.
    let isUnloaded: Bool

    init(_ parts: [String: ProbeOutput.Part]) {
        certificatePath = parts["certificate-path"]?.firstLine ?? ""
        keyPath = parts["key-path"]?.firstLine ?? ""
        certificate = parts["certificate"]
        alternativePath = parts["alternative-path"]?.firstLine ?? ""
        alternative = parts["alternative"]
        alternativeKey = parts["alternative-public-key"]
        key = parts["key"]
        keyEntry = parts["key-file"]?.lines.lazy.compactMap(FileEntry.init).first
        keyDirectories = parts["key-directories"]?.lines.compactMap(FileEntry.init) ?? []
        isUnloaded = parts["unloaded"].map { $0.status == 0 && !$0.firstLine.isEmpty } ?? false
    }
}
