import COpenSSL

/// Runs `body` with a memory BIO that holds `bytes`.
func withMemoryBIO<Result, Failure: Error>(
    _ bytes: [UInt8] = [], _ body: (OpaquePointer) throws(Failure) -> Result
) throws(Failure) -> Result {
    guard let bio = BIO_new(BIO_s_mem()) else { fatalError("OpenSSL has no memory for a buffer") }
    defer { BIO_free(bio) }
    bio.append(bytes)
    return try body(bio)
}

extension OpaquePointer {
    func append(_ bytes: [UInt8]) {
        guard !bytes.isEmpty else { return }
        precondition(BIO_write(self, bytes, Int32(bytes.count)) == bytes.count, "OpenSSL has no memory for a buffer")
    }

    func takeAll() -> [UInt8] {
        let count = BIO_ctrl_pending(self)
        guard count > 0 else { return [] }
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            filled = max(0, Int(BIO_read(self, buffer.baseAddress, Int32(count))))
        }
    }
}
