import Testing

@testable import SSH

@Suite struct BannerReaderTests {
    /// A mail server answers our own banner by its first word, as if that were the tag of a command.
    @Test(arguments: [
        "* OK Dovecot ready.\r\nSSH-2.0-libssh2_1.10.0 BAD Error in IMAP command received by server.\r\n",
        "220 mx ESMTP Postfix\r\nSSH-2.0-x\r\n", "+OK Dovecot ready.\r\nSSH-2.0-x\r\n",
    ])
    func `a mail server is no SSH server, though it echoes a banner`(said: String) {
        var reader = BannerReader()
        #expect {
            _ = try reader.append(Array(said.utf8))
        } throws: { error in
            (error as? SSHError)?.kind == .noBanner && "\(error)".contains("something other than SSH")
        }
    }

    @Test func `what may come before a banner is passed over`() throws {
        var reader = BannerReader()
        let banner = try reader.append(Array("Welcome\r\nSSH-2.0-OpenSSH_9.2\r\n".utf8))
        #expect(banner == Array("SSH-2.0-OpenSSH_9.2\r\n".utf8))
    }
}
