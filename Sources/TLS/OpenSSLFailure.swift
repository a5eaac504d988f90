import COpenSSL

/// What OpenSSL left in its error queue.
///
/// The queue belongs to the thread, and libssh2 writes into it too: `clear` it before a call and `take` from it right
/// after, with no suspension between.
struct OpenSSLFailure {
    let code: UInt
    /// OpenSSL's words, such as `unsupported protocol`.
    let reason: String

    /// The part of OpenSSL that failed (`ERR_LIB_SSL`).
    var library: Int { Int(ERR_GET_LIB(code)) }
    /// The number of the reason within its library (`SSL_R_…`).
    var number: Int { Int(ERR_GET_REASON(code)) }

    static func clear() {
        ERR_clear_error()
    }

    /// The earliest error since `clear`, the one that explains those after it; the queue is empty then.
    static func take() -> OpenSSLFailure {
        let code = ERR_get_error()
        ERR_clear_error()
        guard code != 0 else { return OpenSSLFailure(code: 0, reason: "no reason given") }
        if let words = ERR_reason_error_string(code) {
            return OpenSSLFailure(code: code, reason: String(cString: words))
        }
        // A failed system call has its errno for a reason.
        var text = [CChar](repeating: 0, count: 256)
        ERR_error_string_n(code, &text, text.count)
        return OpenSSLFailure(code: code, reason: string(text))
    }

    private static func string(_ text: [CChar]) -> String {
        String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
