extension Unicode.Scalar {
    /// Columns on a terminal: 0 for combining marks, 2 for wide East Asian characters and emoji, else 1.
    ///
    /// Undefined unless `isPlain`. Ambiguous width (UAX 11) is narrow, as outside Chinese, Japanese and Korean locales.
    var cellWidth: Int {
        if value < 0x300 { return 1 }
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return 0
        default: break
        }
        if Self.joiningJamo.contains(where: { $0.contains(value) }) { return 0 }
        return isWide ? 2 : 1
    }

    private var isWide: Bool {
        if properties.isEmojiPresentation { return !Self.regionalIndicators.contains(value) }
        return Self.wide.contains { $0.contains(value) }
    }

    /// Hangul vowels and final consonants, drawn into the syllable before them.
    private static let joiningJamo: [ClosedRange<UInt32>] = [0x1160...0x11ff, 0xd7b0...0xd7fb]

    /// Two of them make a flag of two columns.
    private static let regionalIndicators: ClosedRange<UInt32> = 0x1f1e6...0x1f1ff

    /// East_Asian_Width W and F (UAX 11), in blocks, without emoji.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115f, 0x2329...0x232a, 0x2e80...0x303e, 0x3041...0xa4cf, 0xa960...0xa97f,
        0xac00...0xd7a3, 0xf900...0xfaff, 0xfe10...0xfe19, 0xfe30...0xfe6f, 0xff01...0xff60,
        0xffe0...0xffe6, 0x16fe0...0x18cff, 0x18d00...0x18d7f, 0x1aff0...0x1b2ff, 0x1f200...0x1f265,
        0x20000...0x3fffd,
    ]
}
