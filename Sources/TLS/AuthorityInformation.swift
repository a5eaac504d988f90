import COpenSSL

extension X509Certificate {
    /// The URI of the issuer's certificate (caIssuers; RFC 5280, 4.2.2.1).
    var issuerLocation: String? {
        guard let found = X509_get_ext_d2i(pointer, NID_info_access, nil, nil) else { return nil }
        let stack = OpaquePointer(found)
        defer { AUTHORITY_INFO_ACCESS_free(stack) }
        return (0..<max(0, OPENSSL_sk_num(stack))).lazy.compactMap { index -> String? in
            guard let one = OPENSSL_sk_value(stack, index)?.assumingMemoryBound(to: ACCESS_DESCRIPTION.self),
                OBJ_obj2nid(one.pointee.method) == NID_ad_ca_issuers
            else { return nil }
            return self.uri(of: one.pointee.location)
        }.first
    }

    private func uri(of name: UnsafePointer<GENERAL_NAME>?) -> String? {
        var kind: Int32 = 0
        guard let name, let value = GENERAL_NAME_get0_value(name, &kind), kind == GEN_URI else { return nil }
        let string = value.assumingMemoryBound(to: ASN1_STRING.self)
        let bytes = UnsafeBufferPointer(start: ASN1_STRING_get0_data(string), count: Int(ASN1_STRING_length(string)))
        // A line end would begin another line of a remedy.
        return bytes.allSatisfy { (0x21...0x7E).contains($0) } ? String(decoding: bytes, as: UTF8.self) : nil
    }
}
