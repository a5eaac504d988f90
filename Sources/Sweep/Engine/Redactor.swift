internal import Fleet

/// Takes secrets out of whatever comes back from a host, as one that logs passwords would send them home again.
struct Redactor: Sendable {
    /// Shorter ones are left: taking every `a` out of the evidence would tell which letter it is.
    static let shortestSecret = 4
    private static let mask = Array("[redacted]".utf8)

    private let needles: Needles

    /// - Parameters:
    ///   - secrets: what must not stay.
    ///   - account: with it the base64 of SASL PLAIN (RFC 4616) is taken out too.
    init(_ secrets: [Secret], account: String?) {
        let strings = secrets.filter { $0.bytes.count >= Self.shortestSecret }.flatMap { secret in
            let plain = [0] + Array((account ?? "").utf8) + [0] + secret.bytes
            return [secret.bytes, Array(Base64.encode(plain).utf8), Array(Base64.encode(secret.bytes).utf8)]
        }
        needles = Needles(strings)
    }

    func clean(_ bytes: [UInt8]) -> [UInt8] {
        var cleaned: [UInt8] = []
        var kept = 0
        while let found = needles.first(in: bytes.span, from: kept) {
            cleaned += bytes[kept..<found.lowerBound] + Self.mask
            kept = found.upperBound
        }
        return kept == 0 ? bytes : cleaned + bytes[kept...]
    }

    func clean(_ evidence: Evidence) -> Evidence {
        var cleaned = evidence
        cleaned.probe = ProbeName(rawValue: clean(evidence.probe.rawValue))
        cleaned.output = clean(evidence.output)
        cleaned.errors = clean(evidence.errors)
        return cleaned
    }

    func clean(_ text: String) -> String {
        needles.isEmpty ? text : String(decoding: clean(Array(text.utf8)), as: UTF8.self)
    }
}
