import COpenSSL
import Glibc

final class X509Certificate {
    let pointer: OpaquePointer

    init(owning pointer: OpaquePointer) {
        self.pointer = pointer
    }

    init(der bytes: [UInt8], index: Int) throws(CertificateError) {
        OpenSSLFailure.clear()
        let (parsed, rest) = bytes.withUnsafeBufferPointer { buffer in
            var cursor = buffer.baseAddress
            let parsed = d2i_X509(nil, &cursor, buffer.count)
            return (parsed, buffer.count - (cursor.map { $0 - (buffer.baseAddress ?? $0) } ?? 0))
        }
        guard let parsed else { throw .unreadable(index: index, reason: OpenSSLFailure.take().reason) }
        pointer = parsed
        guard rest == 0 else { throw .unreadable(index: index, reason: "bytes after its end") }
    }

    deinit {
        X509_free(pointer)
    }

    var subject: String { name(X509_get_subject_name(pointer)) }
    var issuer: String { name(X509_get_issuer_name(pointer)) }

    private func name(_ name: OpaquePointer?) -> String {
        withMemoryBIO { out in
            _ = shim_X509_NAME_print(out, name)
            return String(decoding: out.takeAll(), as: UTF8.self)
        }
    }

    var serial: String {
        withMemoryBIO { out in
            i2a_ASN1_INTEGER(out, X509_get0_serialNumber(pointer))
            return String(decoding: out.takeAll().filter { $0 != 0x5C && $0 != 0x0A }, as: UTF8.self).lowercased()
        }
    }

    /// Unix seconds; nil where the field holds no date.
    var notBefore: Int64? { seconds(X509_get0_notBefore(pointer)) }
    /// Unix seconds; nil where the field holds no date.
    var notAfter: Int64? { seconds(X509_get0_notAfter(pointer)) }

    private func seconds(_ time: UnsafePointer<ASN1_TIME>?) -> Int64? {
        var parts = tm()
        guard let time, ASN1_TIME_to_tm(time, &parts) == 1 else { return nil }
        return Int64(timegm(&parts))
    }

    var signatureAlgorithm: String {
        guard let name = OBJ_nid2ln(X509_get_signature_nid(pointer)) else { return "unknown" }
        return String(cString: name)
    }

    /// Checks the signature, too.
    var isSelfSigned: Bool { X509_self_signed(pointer, 1) == 1 }
}
