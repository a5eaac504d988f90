internal import Diagnostics
package import Fleet

/// Decrypts ansible-vault texts. Not thread-safe.
///
/// Results are cached: a key derivation takes tens of milliseconds.
package final class Vault {
    /// nil if the password is wrong.
    package typealias Cipher = (_ sealed: VaultText, _ password: Secret) -> [UInt8]?

    private let passwords: [Secret]
    private let cipher: Cipher
    private var opened: [String: [UInt8]] = [:]

    /// `passwords` are tried in order. `cipher` does PBKDF2, HMAC and AES.
    package init(passwords: [Secret], cipher: @escaping Cipher) {
        self.passwords = passwords
        self.cipher = cipher
    }

    /// A vault without passwords.
    package static var locked: Vault { Vault(passwords: [], cipher: { _, _ in nil }) }

    static let advice = "give its password with --vault-password-file"

    /// The plaintext; nil if there are no passwords.
    ///
    /// - Throws: if the text is damaged, or no password fits.
    func open(_ text: String, at source: Source) throws(InputError) -> [UInt8]? {
        if let known = opened[text] { return known }
        guard !passwords.isEmpty else { return nil }
        let sealed = try VaultText(text, at: source)
        for password in passwords {
            if let plain = cipher(sealed, password) {
                opened[text] = plain
                return plain
            }
        }
        let label = sealed.label.map { ", which was encrypted with the vault id \"\(Excerpt.of($0))\"" } ?? ""
        throw InputError(
            .init(
                "the vault password does not decrypt this\(label)", at: source,
                remedy: "Give the right one with --vault-password-file, which may be repeated."))
    }

    func open(_ bytes: [UInt8], of file: String) throws(InputError) -> [UInt8]? {
        try open(String(decoding: bytes, as: UTF8.self), at: Source(file: file, line: 1))
    }
}

extension InputError {
    /// Removes quoted plaintext from the messages.
    func withoutSealedText(of file: String) -> InputError {
        InputError(
            problems.map { problem in
                let line = problem.source?.line.map { ", in line \($0) of it" } ?? ""
                return Problem(
                    "the content that ansible-vault encrypted is wrong\(line)", at: Source(file: file),
                    remedy: "Look at it with ansible-vault view. Without encryption, the full message is shown.")
            })
    }
}
