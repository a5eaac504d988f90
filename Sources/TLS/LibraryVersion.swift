import COpenSSL

/// With its date: `3.0.19 27 Jan 2026`.
package let openSSLVersion = String(cString: OpenSSL_version(OPENSSL_VERSION)).replacing("OpenSSL ", with: "")
