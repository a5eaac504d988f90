internal import COpenSSL
internal import Glibc
internal import ShellQuoting

/// Opens a key in one of OpenSSL's own PEM formats; the answer is an EVP_PKEY that the caller owns.
func pemKey(_ contents: [UInt8], name: String, passphrase: () -> [UInt8]?) throws(KeyFileError) -> OpaquePointer {
    var secret: Secret?
    // The legacy formats name their encryption in a header, PKCS#8 in its first line.
    let isEncrypted = contents.firstRange(of: Array("ENCRYPTED".utf8)) != nil
    if isEncrypted {
        guard let answer = passphrase() else { throw KeyFileError(message: noPassphrase(name)) }
        secret = Secret(answer)
    }
    ERR_clear_error()
    guard let file = BIO_new_mem_buf(contents, Int32(clamping: contents.count)) else {
        throw KeyFileError(message: "\(name): memory is short")
    }
    defer { BIO_free(file) }
    let key = withExtendedLifetime(secret) {
        PEM_read_bio_PrivateKey(file, nil, givePassphrase, secret.map { Unmanaged.passUnretained($0).toOpaque() })
    }
    ERR_clear_error()
    guard let key else {
        throw KeyFileError(message: isEncrypted ? wrongPassphrase(name) : "\(name): damaged, or of an unknown kind")
    }
    return key
}

/// Bytes that are wiped when nobody holds them any more.
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

/// OpenSSL's question for the passphrase; without a callback it would ask on the terminal.
private let givePassphrase:
    @convention(c) (UnsafeMutablePointer<CChar>?, Int32, Int32, UnsafeMutableRawPointer?) -> Int32 = {
        buffer, size, _, secret in
        guard let buffer, let secret else { return -1 }
        let bytes = Unmanaged<Secret>.fromOpaque(secret).takeUnretainedValue().bytes
        guard bytes.count <= size else { return -1 }
        memcpy(buffer, bytes, bytes.count)
        return Int32(bytes.count)
    }
