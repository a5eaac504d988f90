import Testing

@testable import TLS

/// Vaults of the password `word` and the salt 0 to 31, made by other programs (Python's hashlib, openssl enc).
@Suite struct VaultCipherTests {
    private static let right = (
        code: "740719196219a640be54eed0518defa007f05bf281f76c75d072863680fe3e9f",
        text: "29ecc8a8d9f7658ab99e9d5a01c49b64"
    )

    private func open(_ code: String, _ text: String, password: String = "word") -> [UInt8]? {
        openAnsibleVault(
            password: Array(password.utf8), salt: (0..<32).map { UInt8($0) }, code: bytes(code), ciphertext: bytes(text)
        )
    }

    private func bytes(_ hex: String) -> [UInt8] {
        stride(from: 0, to: hex.utf8.count, by: 2).compactMap { UInt8(hex.dropFirst($0).prefix(2), radix: 16) }
    }

    @Test func `the right password opens a vault, and another does not`() {
        #expect(open(Self.right.code, Self.right.text) == Array("hello".utf8))
        #expect(open(Self.right.code, Self.right.text, password: "ward") == nil)
        #expect(open(Self.right.code, Self.right.text, password: "") == nil)
    }

    @Test func `a bit that changed in the code or in the text is noticed`() {
        for place in 0..<32 {
            var code = bytes(Self.right.code)
            code[place] ^= 1
            #expect(open(hex(code), Self.right.text) == nil)
        }
        for place in 0..<16 {
            var text = bytes(Self.right.text)
            text[place] ^= 1
            #expect(open(Self.right.code, hex(text)) == nil)
        }
        #expect(open(String(Self.right.code.dropLast(2)), Self.right.text) == nil)
        #expect(open("", Self.right.text) == nil)
    }

    /// Their codes are right.
    @Test(arguments: [
        ("b03ed330be81d6b78762eb9b2c6fcf2efd62ee40d667cdc686343bb32693d4ba", "29ecc8a8d9f7658ab99e9d5a01c49b6f"),
        (
            "3e31f54505c1b3e6e34e36b058d45d0e62ce8821888405faebfe4de605496126",
            "39f1dcbcce8416f9caedee2972b7e86fb9138f682b5dbeb30f5081303f176284"
        ),
        ("b8025b58250080a890e97a8f9f74947293768f8e59e1ded63fd28b70528fbe0e", "4189a4cd"),
    ])
    func `padding of 0, of 17, or longer than the text is none`(code: String, text: String) {
        #expect(open(code, text) == nil)
    }

    private func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
