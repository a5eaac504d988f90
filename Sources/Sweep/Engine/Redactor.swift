internal import Fleet

/// Takes secrets out of whatever comes back from a host, as one that logs passwords would send them home again.
struct Redactor: Sendable {
    /// Shorter ones are left: taking every `a` out of the evidence would tell which letter it is.
    static let shortestSecret = 4
    private static let mask = Array("[redacted]".utf8)

    private let needles: [[UInt8]]

    /// - Parameters:
    ///   - secrets: what must not stay.
    ///   - account: with it the base64 of SASL PLAIN (RFC 4616) is taken out too.
    init(_ secrets: [Secret], account: String?) {
        needles = secrets.filter { $0.bytes.count >= Self.shortestSecret }.flatMap { secret in
            let plain = [0] + Array((account ?? "").utf8) + [0] + secret.bytes
            return [secret.bytes, Array(Base64.encode(plain).utf8), Array(Base64.encode(secret.bytes).utf8)]
        }
    }

    func clean(_ bytes: [UInt8]) -> [UInt8] {
        needles.reduce(bytes) { Self.replace($1, in: $0) }
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

    private static func replace(_ needle: [UInt8], in bytes: [UInt8]) -> [UInt8] {
        let (first, length) = (needle[0], needle.count)
        var result: [UInt8] = []
        var (kept, place) = (0, 0)
        while place + length <= bytes.count {
            if bytes[place] == first, bytes[place..<place + length].elementsEqual(needle) {
                result += bytes[kept..<place] + mask
                place += length
                kept = place
            } else {
                place += 1
            }
        }
        return kept == 0 ? bytes : result + bytes[kept...]
    }
}
