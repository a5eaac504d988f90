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

    /// With its line end (RFC 4253, section 4.2).
    @Test(arguments: [(254, true), (255, true), (256, false), (1_000, false)])
    func `a banner has at most 255 bytes`(count: Int, isOne: Bool) {
        let banner = Array("SSH-2.0-\(String(repeating: "x", count: count - 10))\r\n".utf8)
        var reader = BannerReader()
        let kind = kind { _ = try reader.append(banner) }
        #expect(banner.count == count && kind == (isOne ? nil : .handshake))
    }

    @Test(arguments: [
        ("SSH-2.0-x\r\n", SSHError.Kind?.none), ("SSH-1.99-x\n", nil), ("SSH-1.5-x\r\n", .handshake),
        ("SSH-3.0-x\r\n", .handshake), ("SSH-2.0-a\0b\r\n", .handshake),
    ])
    func `a banner is of version 2, in text`(said: String, refusal: SSHError.Kind?) {
        var reader = BannerReader()
        #expect(kind { _ = try reader.append(Array(said.utf8)) } == refusal)
    }

    @Test func `what comes before a banner has a limit`() throws {
        var reader = BannerReader()
        let line = [UInt8](repeating: UInt8(ascii: "x"), count: 1_023) + [UInt8(ascii: "\n")]
        for _ in 0..<15 { #expect(try reader.append(line) == nil) }
        #expect(kind { _ = try reader.append(line) } == .noBanner)
    }

    private func kind(_ body: () throws -> Void) -> SSHError.Kind? {
        do { try body() } catch { return (error as? SSHError)?.kind }
        return nil
    }
}
