internal import CZlib
internal import FoundationEssentials

/// Compresses stored data by zlib (RFC 1950).
///
/// A zero byte and the length (4 bytes, little-endian) come first. JSON never begins with a zero: other data is from
/// before compression.
enum Packed {
    private static let mark: UInt8 = 0
    private static let headLength = 5
    /// Hosts send a few megabytes each.
    private static let longest = 0x7fff_ffff

    static func data(_ bytes: [UInt8]) -> Data {
        guard !bytes.isEmpty, bytes.count <= longest else { return Data(bytes) }
        var length = compressBound(uLong(bytes.count))
        var packed = [UInt8](repeating: 0, count: headLength + Int(length))
        packed[0] = mark
        for place in 0..<4 { packed[1 + place] = UInt8(truncatingIfNeeded: bytes.count >> (8 * place)) }
        let status = unsafe packed.withUnsafeMutableBufferPointer { target in
            unsafe bytes.withUnsafeBufferPointer { source in
                unsafe compress2(
                    target.baseAddress.map { unsafe $0 + headLength }, &length, source.baseAddress,
                    uLong(source.count), Z_DEFAULT_COMPRESSION)
            }
        }
        guard status == Z_OK else { return Data(bytes) }
        return Data(packed.prefix(headLength + Int(length)))
    }

    /// - Throws: `ArchiveError` for what is damaged.
    static func bytes(_ data: Data, path: String) throws(ArchiveError) -> [UInt8] {
        let packed = Array(data)
        guard packed.first == mark else { return packed }
        let head = packed.prefix(headLength).dropFirst()
        let count = head.reversed().reduce(0) { $0 << 8 | Int($1) }
        guard packed.count > headLength, head.count == 4, count <= longest else { throw damaged(path) }
        var length = uLong(count)
        var bytes = [UInt8](repeating: 0, count: count)
        let status = unsafe bytes.withUnsafeMutableBufferPointer { target in
            unsafe packed.withUnsafeBufferPointer { source in
                unsafe uncompress(
                    target.baseAddress, &length, source.baseAddress.map { unsafe $0 + headLength },
                    uLong(source.count - headLength))
            }
        }
        guard status == Z_OK, Int(length) == count else { throw damaged(path) }
        return bytes
    }

    static func damaged(_ path: String) -> ArchiveError {
        ArchiveError("the archive \(path) is damaged: the data of a run cannot be read; restore it from a backup")
    }
}
