import Fleet
import struct Foundation.Data
import Testing

@Suite struct `Base64` {
    /// RFC 4648, section 10.
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ])
    func `the vectors of the standard go both ways`(plain: String, encoded: String) {
        #expect(Fleet.Base64.encode(Array(plain.utf8)) == encoded)
        #expect(Fleet.Base64.decode(encoded) == Array(plain.utf8))
    }

    @Test func `random bytes of every length are encoded as Foundation does, and come back`() {
        for length in 0..<300 {
            let bytes = (0..<length).map { _ in UInt8.random(in: 0...255) }
            let encoded = Fleet.Base64.encode(bytes)
            #expect(encoded == Data(bytes).base64EncodedString())
            #expect(Fleet.Base64.decode(encoded) == bytes)
        }
    }

    @Test(arguments: ["Z", "Zg", "Zg=", "Zg===", "====", "=Zg=", "Zm9v=", "Zm9!", "Zm 9", "Zm9v\n", "Zg==Zg==", "Zm9ä"])
    func `what is no base64, or not padded, is nil`(text: String) {
        #expect(Fleet.Base64.decode(text) == nil)
    }
}
