import Foundation
import Glibc

/// A password, and all the forms in which it must not be anywhere.
struct Secret: Sendable {
    /// Itself; its Base64 wherever it begins in what was encoded (in SASL PLAIN it stands behind two NULs and a name);
    /// and the Base64 of each of those, as a record keeps what hosts print.
    private let forms: [[UInt8]]

    init(_ password: String) {
        let plain = Array(password.utf8)
        let once = [plain] + Self.encoded(plain)
        forms = once + once.flatMap(Self.encoded)
    }

    func isIn(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { bytes in forms.contains { found($0, in: bytes) } }
    }

    func isIn(_ text: String) -> Bool { isIn(Array(text.utf8)) }

    /// The characters of its Base64 that do not depend on what stands around it, for each of the three ways to lie in the
    /// encoder's groups of three bytes.
    private static func encoded(_ bytes: [UInt8]) -> [[UInt8]] {
        (0..<3).map { before in
            let text = (Data(repeating: 0, count: before) + Data(bytes)).base64EncodedData()
            // Six bits a character: those that hold a bit of what is before, or of what comes behind, go.
            return Array(text.prefix((before + bytes.count) * 8 / 6).dropFirst((before * 8 + 5) / 6))
        }
    }
}

/// `memmem`, which Glibc's module does not show: by `memchr`, since texts are large and tests are not optimised.
private func found(_ form: [UInt8], in bytes: UnsafeRawBufferPointer) -> Bool {
    guard var next = bytes.baseAddress else { return false }
    let end = next + bytes.count - form.count
    while next <= end, let hit = memchr(next, Int32(form[0]), end - next + 1) {
        if memcmp(hit, form, form.count) == 0 { return true }
        next = UnsafeRawPointer(hit) + 1
    }
    return false
}
