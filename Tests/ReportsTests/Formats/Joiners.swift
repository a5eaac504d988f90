import Foundation

@testable import Reports

/// Text in which a sign and its neighbour are one `Character` (UAX 29): who escapes by `Character` passes over the sign.
enum Joiners {
    /// Letters and marks that join with what stands behind them (Grapheme_Cluster_Break=Prepend), all that Swift knows,
    /// and a carriage return, which joins with a line feed.
    static let before = allScalars.filter { String(String.UnicodeScalarView([$0, "'"])).count == 1 } + ["\r"]

    /// Of those that join with what stands before them, some of each kind: marks, variation selectors, joiners, skin tones,
    /// tags, vowel signs, viramas, halfwidth marks, parts of Hangul syllables and of flags.
    static let behind: [Unicode.Scalar] = [
        "\u{301}", "\u{338}", "\u{20e3}", "\u{3099}", "\u{fe0f}", "\u{200c}", "\u{200d}", "\u{1f3fb}", "\u{e0020}",
        "\u{903}", "\u{e33}", "\u{94d}", "\u{d4d}", "\u{ff9e}", "\u{1100}", "\u{1161}", "\u{11a8}", "\u{ac00}",
        "\u{1f1e6}",
    ]

    /// All signs of ASCII but letters and digits, and the controls that end lines and cells.
    static let signs: [Unicode.Scalar] = {
        let printable = (UInt8(0x20)...0x7e).map { Unicode.Scalar($0) }
        return ["\t", "\n", "\r"] + printable.filter { !$0.properties.isAlphabetic && !("0"..."9").contains($0) }
    }()

    /// Texts in which a joiner stands on every side of every sign: one of each kind, as these are read in every way.
    static let texts: [String: String] = Dictionary(
        uniqueKeysWithValues: (["\u{d4e}", "\r", "\u{301}", "\u{200d}"] as [Unicode.Scalar]).map { joiner in
            let scalars: [Unicode.Scalar] = signs.flatMap { [joiner, $0, joiner] }
            return ("U+\(String(joiner.value, radix: 16)) beside signs", text(scalars))
        })

    /// Beginnings of a field: some joiners beside every sign, and every joiner beside those that a format acts on.
    static let beginnings: [String] = {
        let pairs = (["\u{d4e}", "\u{301}", "\u{1f3fb}"] as [Unicode.Scalar]).flatMap { joiner in
            signs.map { (joiner, $0) }
        }
        let acting = "\"<|=`".unicodeScalars
        let texts =
            pairs.flatMap { [text([$0, $1]), text([$1, $0]), text([$0, $1, $0])] }
            + before.flatMap { joiner in acting.map { text([joiner, $0]) } }
            + behind.flatMap { joiner in acting.map { text([$0, joiner]) } }
        var seen: Set<[UInt8]> = []
        // Sorted as their words are: a page numbers its causes in the order of their texts.
        return texts.filter { seen.insert(Array($0.utf8)).inserted }.sorted { $0 + "zz" < $1 + "zz" }
    }()

    /// A word to find a text again by.
    static func word(_ number: Int) -> String {
        let letters = stride(from: 16, through: 0, by: -4).map { UInt8(ascii: "a") + UInt8((number >> $0) & 15) }
        return "zz" + String(decoding: letters, as: UTF8.self) + "yy"
    }

    /// Texts by their words, as a report shows them; leading spaces are not looked at.
    static func shown(_ texts: some Sequence<String>, isRaw: Bool) -> [ArraySlice<UInt8>: [UInt8]] {
        Dictionary(
            uniqueKeysWithValues: texts.map { text in
                let whole = Array((isRaw ? text : Printable.line(text)).utf8)
                return (whole.suffix(9), Array(whole.drop { $0 == UInt8(ascii: " ") }))
            })
    }

    /// The words in what a reader has read that all of their own text stands before.
    static func wholeWords(in read: String, of shown: [ArraySlice<UInt8>: [UInt8]]) -> [String] {
        let bytes = Array(read.utf8)
        let ends = bytes.indices.filter {
            $0 > 8 && bytes[$0] == UInt8(ascii: "y") && bytes[$0 - 1] == UInt8(ascii: "y")
        }
        return ends.compactMap { end in
            let before = bytes[...end]
            guard let whole = shown[before.suffix(9)], before.suffix(whole.count).elementsEqual(whole) else {
                return nil
            }
            return String(decoding: before.suffix(9), as: UTF8.self)
        }
    }

    private static func text(_ scalars: [Unicode.Scalar]) -> String { String(String.UnicodeScalarView(scalars)) }

    private static let allScalars = (UInt32(0x80)...0x10ffff).compactMap { Unicode.Scalar($0) }
}
