internal import COpenSSL
internal import Glibc
internal import ShellQuoting

/// Opens a PEM key; the caller owns the EVP_PKEY.
func pemKey(_ contents: [UInt8], name: String, passphrase: () -> [UInt8]?) throws(KeyFileError) -> OpaquePointer {
    var secret: Secret?
    // In a header of the legacy formats, in the first line of PKCS#8.
    let isEncrypted = contents.firstRange(of: Array("ENCRYPTED".utf8)) != nil
    if isEncrypted {
        guard let answer = passphrase() else { throw KeyFileError(message: noPassphrase(name)) }
        secret = Secret(answer)
    }
    ERR_clear_error()
    guard let file = BIO_new_mem_buf(contents, Int32(clamping: contents.count)) else {
        throw KeyFileError(message: "\(name): out of memory")
    }
    defer { BIO_free(file) }
    let key = withExtendedLifetime(secret) {
        PEM_read_bio_PrivateKey(file, nil, givePassphrase, secret.map { Unmanaged.passUnretained($0).toOpaque() })
    }
    ERR_clear_error()
    guard let key else {
        throw KeyFileError(message: isEncrypted ? wrongPassphrase(name) : "\(name): damaged, or of an unknown type")
    }
    return key
}

/// Bytes that are wiped on deallocation.
final class Secret {
    private(set) var bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    deinit {
        OPENSSL_cleanse(&bytes, bytes.count)
    }
}

func noPassphrase(_ name: String) -> String {
    "\(name): the key is encrypted and no passphrase was given; add it to an ssh-agent (`ssh-add \(shellWord(name))`)"
}

func wrongPassphrase(_ name: String) -> String {
    "\(name): the passphrase is wrong, or the key is damaged"
}

/// Without a callback OpenSSL would ask on the terminal.
private let givePassphrase:
    @convention(c) (UnsafeMutablePointer<CChar>?, Int32, Int32, UnsafeMutableRawPointer?) -> Int32 = {
        buffer, size, _, secret in
        guard let buffer, let secret else { return -1 }
        let bytes = Unmanaged<Secret>.fromOpaque(secret).takeUnretainedValue().bytes
        guard bytes.count <= size else { return -1 }
        memcpy(buffer, bytes, bytes.count)
        return Int32(bytes.count)
    }
