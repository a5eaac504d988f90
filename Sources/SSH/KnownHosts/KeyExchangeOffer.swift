/// A host's SSH_MSG_KEXINIT (RFC 4253, section 7.1), which explains a failed key exchange.
struct KeyExchangeOffer {
    let keyExchanges: [String]
    let hostKeyAlgorithms: [String]
    let ciphers: [String]
    let codes: [String]

    init?(packet: [UInt8]) {
        var reader = WireReader(packet)
        guard let length = reader.number(), (1...35_000).contains(length), reader.byte() != nil, reader.byte() == 20,
            reader.bytes(16) != nil,
            let exchanges = reader.string(), let hostKeys = reader.string(), let ciphers = reader.string(),
            reader.string() != nil, let codes = reader.string()
        else { return nil }
        keyExchanges = Self.names(exchanges)
        hostKeyAlgorithms = Self.names(hostKeys)
        self.ciphers = Self.names(ciphers)
        self.codes = Self.names(codes)
    }

    private static func names(_ list: [UInt8]) -> [String] {
        list.split(separator: UInt8(ascii: ",")).map { String(decoding: $0, as: UTF8.self) }
    }
}
