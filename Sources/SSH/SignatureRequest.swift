internal import CLibSSH2
internal import Glibc

/// A signature that libssh2 asks for in its callback and gets when it calls again.
///
/// The callback never signs: it says "would block" and leaves the data here, so that an ssh-agent can be asked without
/// holding up the event loop, and a key in memory takes the same way.
final class SignatureRequest {
    /// What is to be signed, once libssh2 has asked.
    fileprivate(set) var data: [UInt8]?
    var signature: [UInt8]?

    /// libssh2's callback; the last argument is what `libssh2_userauth_publickey` was given.
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
            // libssh2 frees it with its allocator, which is malloc's as none was given to it.
            guard let copy = malloc(max(1, bytes.count)) else { return LIBSSH2_ERROR_ALLOC }
            copy.copyMemory(from: bytes, byteCount: bytes.count)
            signature.pointee = copy.assumingMemoryBound(to: UInt8.self)
            length.pointee = bytes.count
            return 0
        }

    /// One turn of the login with this key.
    func offer(_ blob: [UInt8], to session: OpaquePointer, user: String) -> Int32 {
        withExtendedLifetime(self) {
            var abstract: UnsafeMutableRawPointer? = Unmanaged.passUnretained(self).toOpaque()
            return libssh2_userauth_publickey(session, user, blob, blob.count, Self.callback, &abstract)
        }
    }
}
