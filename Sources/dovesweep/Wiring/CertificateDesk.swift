internal import Checks
internal import Fleet
internal import Synchronization
internal import TLS

/// Reads certificates for the judges with OpenSSL, and keeps the authorities to trust, each set loaded once.
struct CertificateDesk: CertificateReader {
    /// By the files that are trusted beside the system's.
    private let contexts: [Set<String>: TLSContext]
    private let examinations = Examinations()

    /// Loads the authorities for every host's own set of files.
    init(hosts: [Host], parameters: Parameters) throws {
        do throws(TrustError) {
            var contexts: [Set<String>: TLSContext] = [[]: try TLSContext()]
            // A host that is lost may name a file that is not there: of its certificate nothing is said then.
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
                "\(error): --ca-file or dovesweep_ca_file names it, now or when this run was recorded; put it there")
        }
    }

    /// The context that trusts the system's authorities alone, for handshakes.
    var context: TLSContext {
        guard let context = contexts[[]] else { preconditionFailure("the system's authorities are always asked for") }
        return context
    }

    /// Whether this machine has authorities of its own to trust.
    var knowsAuthorities: Bool { context.hasSystemAuthorities }

    func chain(inPEM bytes: [UInt8]) -> [[UInt8]] {
        (try? certificates(inPEM: bytes)) ?? []
    }

    func facts(of chain: [[UInt8]], names: [String], at time: Int64, caFiles: [String]) -> CertificateFacts? {
        examinations.facts(for: Examinations.Question(chain: chain, names: names, time: time, caFiles: caFiles)) {
            guard let trust = contexts[Set(caFiles)] else { return nil }
            return (try? examine(chain: chain, names: names, at: time, trust: trust)).map(CertificateFacts.init)
        }
    }

    func publicKey(inPEM bytes: [UInt8]) -> String? {
        try? fingerprint(ofPublicKeyPEM: bytes)
    }
}

/// The last certificates that were examined: the one of a host is asked for before its password is sent, and again by
/// its judges, and hosts behind one name share theirs.
private final class Examinations: Sendable {
    struct Question: Hashable {
        let chain: [[UInt8]]
        let names: [String]
        let time: Int64
        let caFiles: [String]
    }

    /// As many as there may be hosts in hand, more or less; one takes some 4 KB.
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
