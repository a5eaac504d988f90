extension String {
    /// Decodes what a host sent.
    ///
    /// Of a run of combining marks only the first 30 are kept (UAX 15, Stream-Safe Text Format): `String` compares and
    /// hashes a run in quadratic time.
    package init(fromHost bytes: some Collection<UInt8>) {
        self.init(decoding: bytes, as: UTF8.self)
        guard utf8.count > Self.mostMarks, bytes.contains(where: { $0 >= 0x80 }) else { return }
        var run = 0
        var kept = UnicodeScalarView()
        var isCut = false
        for scalar in unicodeScalars {
            run = scalar.properties.canonicalCombiningClass == .notReordered ? 0 : run + 1
            if run > Self.mostMarks { isCut = true } else { kept.append(scalar) }
        }
        if isCut { self.init(kept) }
    }

    private static let mostMarks = 30
}
