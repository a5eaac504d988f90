import Foundation
import Glibc
import Testing

@testable import Reports

struct PrintableTests {
    @Test(arguments: [
        ("\u{1b}[2J", #"\x1b[2J"#), ("a\nb\rc\td", #"a\nb\rc\td"#), ("\u{9b}31m", #"\x9b31m"#),
        ("\u{7f}\0", #"\x7f\x00"#),
        ("moc.\u{202e}evil", #"moc.\u202eevil"#), ("pay\u{200b}pal", #"pay\u200bpal"#), ("a\u{a0}b", #"a\xa0b"#),
        ("\u{2028}\u{feff}\u{e0041}", #"\u2028\ufeff\ue0041"#), ("\u{301}x", #"\u0301x"#), ("\r\n", #"\r\n"#),
        ("Grüße aus 東京, ✓", "Grüße aus 東京, ✓"), ("e\u{301}t\u{e9}", "e\u{301}té"), (#"C:\n"#, #"C:\n"#),
    ])
    func `what would act or hide is made visible, and the rest stays`(raw: String, printable: String) {
        #expect(Array(Printable.line(raw).unicodeScalars) == Array(printable.unicodeScalars))
    }

    @Test func `invalid UTF-8 prints as replacement characters`() {
        #expect(Printable.line(String(decoding: [0x61, 0xff, 0xc2], as: UTF8.self)) == "a\u{fffd}\u{fffd}")
    }

    @Test func `a letter bears three marks and no more`() {
        let zalgo = "o" + String(repeating: "\u{336}", count: 5) + "k"
        #expect(Printable.line(zalgo) == "o\u{336}\u{336}\u{336}" + #"\u0336\u0336k"#)
    }

    @Test func `a line of a megabyte is cut, and says so`() {
        let line = Printable.line(String(repeating: "x", count: 1_000_000))
        #expect(line == String(repeating: "x", count: 400) + "…[999600 more]")
    }

    /// Default_Ignorable_Code_Point (Unicode, DerivedCoreProperties.txt), and all separators (Zs, Zl, Zp) but the space.
    @Test(
        arguments: [
            0x00AD...0x00AD, 0x034F...0x034F, 0x061C...0x061C, 0x115F...0x1160, 0x17B4...0x17B5, 0x180B...0x180F,
            0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0x3164...0x3164, 0xFE00...0xFE0F, 0xFEFF...0xFEFF,
            0xFFA0...0xFFA0, 0xFFF0...0xFFF8, 0x1BCA0...0x1BCA3, 0x1D173...0x1D17A, 0xE0000...0xE0FFF, 0x00A0...0x00A0,
            0x1680...0x1680, 0x2000...0x200A, 0x2028...0x2029, 0x202F...0x202F, 0x205F...0x205F, 0x3000...0x3000,
        ] as [ClosedRange<UInt32>])
    func `what nobody sees is made visible`(range: ClosedRange<UInt32>) {
        for scalar in range.compactMap(Unicode.Scalar.init) {
            let line = Printable.line("a\(scalar)b")
            #expect(line.unicodeScalars.allSatisfy(\.isASCII) && line.contains("\\"), "\(scalar.value)")
        }
    }

    @Test func `no scalar that is not plain passes`() {
        let scalars = (Array(UInt32(0)...0x1ffff) + Array(0xe0000...0xe0fff)).compactMap { Unicode.Scalar($0) }
        let passing = scalars.filter { scalar in
            let escape = Printable.line("a" + String(scalar)).unicodeScalars.dropFirst()
            return !scalar.isPlain && !(escape.first == "\\" && escape.allSatisfy(\.isASCII))
        }
        #expect(passing.map { $0.hex(digits: 4) } == [])
    }

    @Test func `JSON stays what it says, and nothing in it acts on a terminal`() throws {
        let texts = [
            "plain", "Grüße\n", "a\u{202e}b", "\u{85}\u{9b}31m", "\u{e0041}", "zero\u{200b}width", "tab\t\"\\",
        ]
        let json = String(decoding: try JSONEncoder().encode(texts), as: UTF8.self)
        let printed = Printable.json(json)
        #expect(try JSONDecoder().decode([String].self, from: Data(printed.utf8)) == texts)
        #expect(printed.unicodeScalars.allSatisfy { $0.isPlain || $0 == "\n" })
        #expect(printed.contains("Grüße") && printed.contains("a\\u202eb") && printed.contains("\\udb40\\udc41"))
    }

    /// The C library's table is what most terminals go by; it may know fewer characters than Swift's.
    @Test func `cells are as wide as the C library says`() throws {
        let locale = try #require(newlocale(LC_CTYPE_MASK, "C.UTF-8", nil))
        let previous = uselocale(locale)
        defer {
            uselocale(previous)
            freelocale(locale)
        }
        // POSIX has it, but Glibc's module shows only what plain C has.
        let symbol = try #require(dlsym(nil, "wcwidth"))
        let wcwidth = unsafeBitCast(symbol, to: (@convention(c) (wchar_t) -> CInt).self)
        // Younger characters are not in every table yet; U+1171E became a spacing mark after the C library read it.
        let scalars = (UInt32(0x20)...0x3ffff).compactMap { Unicode.Scalar($0) }
            .filter { $0 != "\u{1171e}" && ($0.properties.age?.major ?? .max) < 15 }
        let differing = scalars.filter { scalar in
            guard scalar.isPlain else { return false }
            let width = wcwidth(wchar_t(scalar.value))
            return width >= 0 && Int(width) != scalar.cellWidth
        }
        #expect(differing.map { $0.hex(digits: 4) } == [])
    }
}
