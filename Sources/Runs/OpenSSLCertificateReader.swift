internal import Checks
internal import Diagnostics
package import Fleet
internal import Synchronization
package import TLS

/// Examines certificates with OpenSSL; loads each set of authorities once.
package struct OpenSSLCertificateReader: CertificateReader {
    /// By files trusted besides the system's.
    private let contexts: [Set<String>: TLSContext]
    private let examinations = Examinations()

    /// - Throws: `CommandFailure` for a file that cannot be loaded.
    package init(hosts: [Host], parameters: Parameters) throws {
        do throws(TrustError) {
            var contexts: [Set<String>: TLSContext] = [[]: try TLSContext()]
            // The file of an unsupported host may be missing; its certificate is not examined.
            let able = Set(hosts.filter(\.unsupported.isEmpty).map { parameters.authorities(for: $0) })
            for files in Set(hosts.map { parameters.authorities(for: $0) }) where !files.isEmpty {
                contexts[Set(files)] =
                    able.contains(files)
                    ? try TLSContext(authorities: files) : try? TLSContext(authorities: files)
            }
            self.contexts = contexts
        } catch {
            throw CommandFailure(
                ExitStatus.wrongFile,
                "\(error). It is the CA file of --ca-file or dovesweep_ca_file, now or when this run was recorded: "
                    + "put it there"
            )
        }
    }

    /// For handshakes; trusts only the system's authorities.
    package var context: TLSContext {
        guard let context = contexts[[]] else { preconditionFailure("the system's authorities are always asked for") }
        return context
    }

    package var knowsAuthorities: Bool { context.hasSystemAuthorities }

    package func chain(inPEM bytes: [UInt8]) -> [[UInt8]] {
        (try? certificates(inPEM: bytes)) ?? []
    }

    package func facts(of chain: [[UInt8]], names: [String], at time: Int64, caFiles: [String]) -> CertificateFacts? {
        examinations.facts(for: Examinations.Question(chain: chain, names: names, time: time, caFiles: caFiles)) {
            guard let trust = contexts[Set(caFiles)] else { return nil }
            return (try? examine(chain: chain, names: names, at: time, trust: trust)).map(CertificateFacts.init)
        }
    }

    package func publicKey(inPEM bytes: [UInt8]) -> String? {
        try? fingerprint(ofPublicKeyPEM: bytes)
    }
}

/// A cache: a certificate is needed before the password is sent and again by the checks, and several hosts may share
/// it.
private final class Examinations: Sendable {
    struct Question: Hashable {
        let chain: [[UInt8]]
        let names: [String]
        let time: Int64
        let caFiles: [String]
    }

    /// About as many as hosts at a time; one takes some 4 KB.
    private static let limit = 1024

    private let known = Mutex<[Question: CertificateFacts?]>([:])

    func facts(for question: Question, examine: () -> CertificateFacts?) -> CertificateFacts? {
        if let answer = known.withLock({ $0[question] }) { return answer }
        let answer = examine()
        known.withLock { known in
            if known.count >= Self.limit { known.removeAll(keepingCapacity: true) }
            known[question] = .some(answer)
        }
        return answer
    }
}

extension CertificateFacts {
    fileprivate init(_ found: Certificate) {
        self.init(
            subject: found.subject, issuer: found.issuer, notBefore: found.notBefore, notAfter: found.notAfter,
            names: found.names, fingerprint: found.fingerprint, publicKey: found.publicKey, keyType: found.keyType,
            keyBits: found.keyBits, signature: found.signature, isSelfSigned: found.isSelfSigned,
            issuerLocation: found.issuerLocation,
            problems: found.problems.map { Problem(code: $0.code, text: $0.text, depth: $0.depth) },
            covers: found.covers)
    }
}
