import COpenSSL

/// An error from OpenSSL's queue.
///
/// The queue is the thread's, and libssh2 writes to it too: `clear` it before a call and `take` right after, without
/// suspension.
struct OpenSSLFailure {
    let code: UInt
    /// Such as `unsupported protocol`.
    let reason: String

    /// `ERR_LIB_…`.
    var library: Int { Int(ERR_GET_LIB(code)) }
    /// `SSL_R_…`.
    var number: Int { Int(ERR_GET_REASON(code)) }

    static func clear() {
        ERR_clear_error()
    }

    /// The earliest error since `clear`, which explains those after it; empties the queue.
    static func take() -> OpenSSLFailure {
        let code = ERR_get_error()
        ERR_clear_error()
        guard code != 0 else { return OpenSSLFailure(code: 0, reason: "no reason given") }
        if let words = ERR_reason_error_string(code) {
            return OpenSSLFailure(code: code, reason: String(cString: words))
        }
        // A failed system call has an errno as its reason.
        var text = [CChar](repeating: 0, count: 256)
        ERR_error_string_n(code, &text, text.count)
        return OpenSSLFailure(code: code, reason: string(text))
    }

    private static func string(_ text: [CChar]) -> String {
        String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
