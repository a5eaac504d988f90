import FuzzSupport
import Testing

@testable import TLS

/// Target 6: the structure of certificates.
@Suite(.serialized) struct DERFuzzTests {
    @Test(.timeLimit(.minutes(60))) func `any bytes are an item of DER, or none`() throws {
        try Fuzz("der").run(cases: 500, share: 0.1) { dice in
            var bytes: [UInt8] = [0x30, 0x82, 0x01, 0x00] + Array(repeating: 0x05, count: 256)
            for _ in 0..<dice.below(6) { bytes.insert(UInt8(dice.below(256)), at: dice.below(8)) }
            bytes = Mutation.of(bytes, &dice)
            guard let item = DERItem(bytes[...]) else { return }
            #expect(item.content.count + item.rest.count < bytes.count)
            _ = DERItem(item.content)
        }
    }
}
