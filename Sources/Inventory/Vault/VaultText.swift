internal import Diagnostics

/// A parsed ansible-vault text: format 1.1 or 1.2, AES256.
package struct VaultText: Sendable, Equatable {
    /// The vault id. As in Ansible, it selects no password.
    package let label: String?
    package let salt: [UInt8]
    /// HMAC-SHA256.
    package let code: [UInt8]
    package let ciphertext: [UInt8]

    private static let mark = "$ANSIBLE_VAULT;"

    static func isSealed(_ bytes: [UInt8]) -> Bool { bytes.starts(with: mark.utf8) }

    /// The body is hex of three lines (salt, HMAC, ciphertext), which are hex again.
    init(_ text: String, at source: Source) throws(InputError) {
        let lines = text.split(whereSeparator: \.isNewline).map { INIHeading.trim($0) }.filter { !$0.isEmpty }
        let header = (lines.first ?? "").split(separator: ";", omittingEmptySubsequences: false)
        guard header.count >= 3, ["1.1", "1.2"].contains(header[1]), header[2] == "AES256" else {
            throw InputError(
                .init(
                    "this format of ansible-vault is not supported", text: lines.first, at: source,
                    remedy: "Encrypt it again with a current ansible-vault, which writes 1.1 or 1.2 with AES256."))
        }
        label = header.count > 3 && !header[3].isEmpty ? String(header[3]) : nil
        let parts = Self.bytes(ofHex: lines.dropFirst().joined())?.split(separator: UInt8(ascii: "\n")).map {
            Self.bytes(ofHex: String(decoding: $0, as: UTF8.self))
        }
        guard let parts, parts.count == 3, let salt = parts[0], let code = parts[1], let ciphertext = parts[2] else {
            throw InputError(
                .init(
                    "this value of ansible-vault is damaged", at: source,
                    remedy: "Restore it from a copy that ansible-vault can decrypt, or encrypt it again."))
        }
        self.salt = salt
        self.code = code
        self.ciphertext = ciphertext
    }

    private static func bytes(ofHex text: String) -> [UInt8]? {
        let digits = text.utf8.map { Character(Unicode.Scalar($0)).hexDigitValue }
        guard !digits.isEmpty, digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count / 2)
        for place in stride(from: 0, to: digits.count, by: 2) {
            guard let high = digits[place], let low = digits[place + 1] else { return nil }
            bytes.append(UInt8(high * 16 + low))
        }
        return bytes
    }
}
