internal import Fleet

/// Takes secrets out of whatever comes back from a host, as one that logs passwords would send them home again.
struct Redactor: Sendable {
    /// Shorter ones are left: taking every `a` out of the evidence would tell which letter it is.
    static let shortestSecret = 4
    private static let mask = Array("[redacted]".utf8)

    /// The longest first: one may begin with another.
    private let needles: [[UInt8]]
    /// By byte, whether any of them begins with it: nearly all bytes are passed over at the first look.
    private let beginsOne: [Bool]

    /// - Parameters:
    ///   - secrets: what must not stay.
    ///   - account: with it the base64 of SASL PLAIN (RFC 4616) is taken out too.
    init(_ secrets: [Secret], account: String?) {
        let needles = secrets.filter { $0.bytes.count >= Self.shortestSecret }.flatMap { secret in
            let plain = [0] + Array((account ?? "").utf8) + [0] + secret.bytes
            return [secret.bytes, Array(Base64.encode(plain).utf8), Array(Base64.encode(secret.bytes).utf8)]
        }
        self.needles = needles.sorted { $0.count > $1.count }
        var beginsOne = [Bool](repeating: false, count: 256)
        for needle in needles { beginsOne[Int(needle[0])] = true }
        self.beginsOne = beginsOne
    }

    func clean(_ bytes: [UInt8]) -> [UInt8] {
        var cleaned: [UInt8] = []
        var (kept, place) = (0, 0)
        while let found = suspect(in: bytes.span, from: place) {
            place = found + 1
            if let needle = needles.first(where: { bytes[found...].starts(with: $0) }) {
                cleaned += bytes[kept..<found] + Self.mask
                kept = found + needle.count
                place = kept
            }
        }
        return kept == 0 ? bytes : cleaned + bytes[kept...]
    }

    /// The next byte with which a secret may begin. All that hosts say passes here.
    private func suspect(in bytes: borrowing Span<UInt8>, from start: Int) -> Int? {
        guard !needles.isEmpty else { return nil }
        let (rest, beginsOne) = (bytes.extracting(start...), beginsOne.span)
        for place in rest.indices where beginsOne[Int(rest[place])] { return start + place }
        return nil
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
