internal import Fleet
internal import TLS

/// Reads certificates for the judges with OpenSSL, and keeps the authorities to trust, each set loaded once.
struct CertificateDesk: CertificateReader {
    /// By the files that are trusted beside the system's.
    private let contexts: [Set<String>: TLSContext]

    /// Loads the authorities for every host's own set of files.
    init(hosts: [Host], parameters: Parameters) throws {
        do throws(TrustError) {
            let system = try TLSContext()
            var contexts: [Set<String>: TLSContext] = [[]: system]
            for files in Set(hosts.map { parameters.authorities(for: $0) }) where !files.isEmpty {
                contexts[files] = try TLSContext(authorities: files.sorted(), sharing: system)
            }
            self.contexts = contexts
        } catch {
            throw CommandFailure(ExitStatus.wrongFile, "\(error)")
        }
    }

    /// The context that trusts the system's authorities alone, for handshakes.
    var context: TLSContext { context(trusting: []) }

    /// Whether this machine has authorities of its own to trust.
    var knowsAuthorities: Bool { context.hasSystemAuthorities }

    private func context(trusting files: Set<String>) -> TLSContext {
        guard let context = contexts[files] else { preconditionFailure("authorities that no host named: \(files)") }
        return context
    }

    func chain(inPEM bytes: [UInt8]) -> [[UInt8]] {
        (try? certificates(inPEM: bytes)) ?? []
    }

    func facts(of chain: [[UInt8]], names: [String], at time: Int64, caFiles: [String]) -> CertificateFacts? {
        guard let found = try? examine(chain: chain, names: names, at: time, trust: context(trusting: Set(caFiles)))
        else {
            return nil
        }
        return CertificateFacts(found)
    }

    func publicKey(inPEM bytes: [UInt8]) -> String? {
        try? fingerprint(ofPublicKeyPEM: bytes)
    }
}

extension Parameters {
    /// The files to trust for a host.
    func authorities(for host: Host) -> Set<String> {
        Set([host.caFile, caFile].compactMap { $0 })
    }
}

extension CertificateFacts {
    fileprivate init(_ found: Certificate) {
        self.init(
            subject: found.subject, issuer: found.issuer, notBefore: found.notBefore, notAfter: found.notAfter,
            names: found.names, fingerprint: found.fingerprint, publicKey: found.publicKey, keyType: found.keyType,
            keyBits: found.keyBits, signature: found.signature, isSelfSigned: found.isSelfSigned,
            problems: found.problems.map { Problem(code: $0.code, text: $0.text, depth: $0.depth) },
            covers: found.covers)
    }
}
