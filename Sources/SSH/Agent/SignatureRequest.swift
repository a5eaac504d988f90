internal import CLibSSH2
internal import Glibc

/// A signature that libssh2 requests in its callback and gets on its next call.
///
/// The callback only stores the data and returns EAGAIN, so that an ssh-agent does not block the event loop.
final class SignatureRequest {
    fileprivate(set) var data: [UInt8]?
    var signature: [UInt8]?

    /// The last argument points to the request.
    static let callback:
        @convention(c) (
            OpaquePointer?, UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?, UnsafeMutablePointer<Int>?,
            UnsafePointer<UInt8>?, Int, UnsafeMutablePointer<UnsafeMutableRawPointer?>?
        ) -> Int32 = { _, signature, length, data, count, abstract in
            guard let pointer = abstract?.pointee, let signature, let length else { return LIBSSH2_ERROR_INVAL }
            let request = Unmanaged<SignatureRequest>.fromOpaque(pointer).takeUnretainedValue()
            guard let bytes = request.signature else {
                request.data = Array(UnsafeBufferPointer(start: data, count: count))
                return LIBSSH2_ERROR_EAGAIN
            }
            // libssh2 frees it with `free`.
            guard let copy = malloc(max(1, bytes.count)) else { return LIBSSH2_ERROR_ALLOC }
            copy.copyMemory(from: bytes, byteCount: bytes.count)
            signature.pointee = copy.assumingMemoryBound(to: UInt8.self)
            length.pointee = bytes.count
            return 0
        }

    func offer(_ blob: [UInt8], to session: OpaquePointer, user: String) -> Int32 {
        withExtendedLifetime(self) {
            var abstract: UnsafeMutableRawPointer? = Unmanaged.passUnretained(self).toOpaque()
            return libssh2_userauth_publickey(session, user, blob, blob.count, Self.callback, &abstract)
        }
    }
}
