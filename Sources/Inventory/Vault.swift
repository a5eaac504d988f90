package import Fleet

/// Opens what ansible-vault has sealed, with the passwords that the operator gives. It belongs to one task.
///
/// A text is opened when it is needed, and once: deriving a key takes tens of milliseconds, by design.
package final class Vault {
    /// What a password opens; nil where the text was sealed with another one.
    package typealias Cipher = (_ sealed: SealedText, _ password: Secret) -> [UInt8]?

    private let passwords: [Secret]
    private let cipher: Cipher
    private var opened: [String: [UInt8]] = [:]

    /// - Parameters:
    ///   - passwords: tried in their order; none leaves the vault locked.
    ///   - cipher: PBKDF2, HMAC and AES.
    package init(passwords: [Secret], cipher: @escaping Cipher) {
        self.passwords = passwords
        self.cipher = cipher
    }

    /// A vault to which there is no password.
    package static var locked: Vault { Vault(passwords: [], cipher: { _, _ in nil }) }

    /// What to do about a locked vault.
    static let advice = "give its password by --vault-password-file"

    /// What was sealed; nil where there is no password at all.
    ///
    /// - Throws: where the text is damaged, or none of the passwords opens it.
    func open(_ text: String, at source: Source) throws(InventoryError) -> [UInt8]? {
        if let known = opened[text] { return known }
        guard !passwords.isEmpty else { return nil }
        let sealed = try SealedText(text, at: source)
        for password in passwords {
            if let plain = cipher(sealed, password) {
                opened[text] = plain
                return plain
            }
        }
        let label = sealed.label.map { ", which was sealed with the vault id \"\(Excerpt.of($0))\"" } ?? ""
        throw InventoryError(
            .init(
                "the vault's password does not open this\(label)", at: source,
                remedy: "Give the right one by --vault-password-file; it may be given several times."))
    }

    /// The same for a whole file.
    func open(_ bytes: [UInt8], of file: String) throws(InventoryError) -> [UInt8]? {
        try open(String(decoding: bytes, as: UTF8.self), at: Source(file: file, line: 1))
    }
}

extension InventoryError {
    /// The same without the text of what was sealed, of which a message may quote no line.
    func withoutSealedText(of file: String) -> InventoryError {
        InventoryError(
            problems.map { problem in
                let line = problem.source?.line.map { ", in line \($0) of it" } ?? ""
                return Problem(
                    "what ansible-vault sealed here is not what it must be\(line)", at: Source(file: file),
                    remedy: "Look at it with ansible-vault view; unsealed, its mistake is told in full.")
            })
    }
}
