import COpenSSL

/// All errors that OpenSSL finds in a chain; a handshake reports only the first.
func problems(
    of leaf: X509Certificate, after leafFirst: ArraySlice<X509Certificate>, at time: Int64, trust: TLSContext
) -> [Certificate.Problem] {
    let isComplete = trust.isComplete
    let found = verify(leaf, after: leafFirst, at: time, trust: trust)
    guard !isComplete, found.contains(where: { issuerNotFound.contains($0.code) }) else { return found }
    trust.complete()
    return verify(leaf, after: leafFirst, at: time, trust: trust)
}

private let issuerNotFound = [
    X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
    X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE, X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT,
    X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN,
].map { Int($0) }

private func verify(
    _ leaf: X509Certificate, after leafFirst: ArraySlice<X509Certificate>, at time: Int64, trust: TLSContext
) -> [Certificate.Problem] {
    let others = OPENSSL_sk_new_null()
    defer { OPENSSL_sk_free(others) }
    for certificate in leafFirst { OPENSSL_sk_push(others, UnsafeRawPointer(certificate.pointer)) }
    guard let context = X509_STORE_CTX_new() else { fatalError("OpenSSL has no memory to verify a chain") }
    defer { X509_STORE_CTX_free(context) }
    OpenSSLFailure.clear()
    defer { OpenSSLFailure.clear() }
    guard X509_STORE_CTX_init(context, trust.store, leaf.pointer, others) == 1 else {
        return [problem(Int32(X509_V_ERR_UNSPECIFIED), depth: 0)]
    }
    prepare(context, at: time)
    return objections(in: context)
}

/// As mail clients require: a server's certificate, keys and digests of 112 bits (level 2).
///
/// An operator's file may hold an intermediate authority or the leaf, so a chain may end there.
private func prepare(_ context: OpaquePointer, at time: Int64) {
    X509_STORE_CTX_set_default(context, "ssl_server")
    X509_STORE_CTX_set_time(context, 0, time_t(time))
    let parameters = X509_STORE_CTX_get0_param(context)
    X509_VERIFY_PARAM_set_auth_level(parameters, 2)
    X509_VERIFY_PARAM_set_flags(parameters, UInt(X509_V_FLAG_PARTIAL_CHAIN))
}

private final class VerifyErrors {
    var problems: [Certificate.Problem] = []
}

private func objections(in context: OpaquePointer) -> [Certificate.Problem] {
    let objections = VerifyErrors()
    X509_STORE_CTX_set_ex_data(context, 0, Unmanaged.passUnretained(objections).toOpaque())
    X509_STORE_CTX_set_verify_cb(context) { verdict, context in
        guard verdict == 0, let context, let data = X509_STORE_CTX_get_ex_data(context, 0) else { return 1 }
        let found = problem(X509_STORE_CTX_get_error(context), depth: Int(X509_STORE_CTX_get_error_depth(context)))
        let objections = Unmanaged<VerifyErrors>.fromOpaque(data).takeUnretainedValue()
        if !objections.problems.contains(found) { objections.problems.append(found) }
        return 1
    }
    let verdict = X509_verify_cert(context)
    // It may fail without the callback, for example without memory.
    if verdict != 1, objections.problems.isEmpty {
        return [problem(X509_STORE_CTX_get_error(context), depth: 0)]
    }
    return withExtendedLifetime(objections) { objections.problems }
}

private func problem(_ code: Int32, depth: Int) -> Certificate.Problem {
    Certificate.Problem(code: Int(code), text: String(cString: X509_verify_cert_error_string(Int(code))), depth: depth)
}
