internal import CLibSSH2
internal import Glibc
internal import Net

/// Passes bytes between libssh2 and a stream.
///
/// It accepts every packet whole, which avoids libssh2's bugs with partial sends.
final class Transport {
    /// Bytes; a key exchange takes 3 KB.
    private static let allowanceForHandshake = 256 * 1024
    /// Unread bytes: two channel windows of 2 MB, and as much again.
    private static let allowanceWhenOpen = 8 * 1024 * 1024
    /// A packet with one byte of data takes up to 112.
    private static let allowanceForEachByteRead = 128
    /// Of the KEXINIT, in bytes.
    private static let longestPacket = 35_000

    let stream: any ByteStream
    var phase = SSHPhase.banner
    /// The text of the host's SSH_MSG_DISCONNECT.
    var disconnectMessage: [UInt8]?
    var conversation: Conversation?
    /// The host's KEXINIT.
    private(set) var opening: [UInt8] = []

    private var incoming: [UInt8] = []
    private var consumed = 0
    private var outgoing: [UInt8] = []
    private var allowance = allowanceForHandshake
    private var isAbandoned = false

    init(over stream: any ByteStream) {
        self.stream = stream
    }

    func flush() async throws(SSHError) {
        guard !outgoing.isEmpty else { return }
        let bytes = outgoing
        outgoing.removeAll()
        do {
            try await stream.write(bytes)
        } catch {
            throw lost(error)
        }
    }

    /// Nothing can be sent afterwards, as a packet is missing.
    func discard() {
        outgoing.removeAll()
    }

    /// Leaves the banner for libssh2 to read.
    func receiveBanner() async throws(SSHError) {
        var reader = BannerReader()
        while true {
            let bytes: [UInt8]
            do {
                bytes = try await receive()
            } catch  where error.kind == .noBanner {
                bytes = []
            } catch {
                throw error
            }
            guard !bytes.isEmpty else { throw reader.closedError }
            guard let banner = try reader.append(bytes) else { continue }
            incoming = banner
            opening = Array(banner.drop { $0 != UInt8(ascii: "\n") }.dropFirst())
            return
        }
    }

    func fill() async throws(SSHError) {
        let bytes = try await receive()
        guard !bytes.isEmpty else { throw lost(nil) }
        take(bytes)
    }

    /// Takes what another task has read; empty is the end.
    func feed(_ bytes: [UInt8]) throws(SSHError) {
        try account(bytes)
        guard !bytes.isEmpty else { throw lost(nil) }
        take(bytes)
    }

    private func take(_ bytes: [UInt8]) {
        incoming += bytes
        if phase == .handshake, opening.count < Self.longestPacket { opening += bytes }
    }

    func open() {
        phase = .open
        opening = []
        allowance = Self.allowanceWhenOpen
    }

    /// sshd disables Nagle's algorithm when a command runs, and no longer waits for acknowledgements.
    func commandRuns() {
        (stream as? SocketStream)?.disableQuickAck()
    }

    func delivered(_ count: Int) {
        allowance = min(Self.allowanceWhenOpen, allowance + count * Self.allowanceForEachByteRead)
    }

    /// From now on libssh2 sees the end of the connection.
    func abandon() {
        isAbandoned = true
        if !outgoing.isEmpty { (stream as? SocketStream)?.writeAtOnce(outgoing) }
        outgoing.removeAll()
    }

    /// Returns EAGAIN even at the end of the stream: at EOF, 1.10 would drop unread channel data.
    func serve(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
        guard !isAbandoned else { return 0 }
        let count = min(buffer.count, incoming.count - consumed)
        guard count > 0 else { return -Int(EAGAIN) }
        buffer.copyBytes(from: incoming[consumed..<consumed + count])
        consumed += count
        if consumed == incoming.count {
            incoming = []
            consumed = 0
        }
        return count
    }

    func accept(_ bytes: UnsafeRawBufferPointer) -> Int {
        if !isAbandoned { outgoing.append(contentsOf: bytes) }
        return bytes.count
    }

    private func receive() async throws(SSHError) -> [UInt8] {
        let bytes: [UInt8]
        do {
            bytes = try await stream.read()
        } catch {
            throw lost(error)
        }
        try account(bytes)
        return bytes
    }

    private func account(_ bytes: [UInt8]) throws(SSHError) {
        allowance -= bytes.count
        // `BannerReader` has its own limit.
        guard allowance >= 0 || phase == .banner else {
            throw SSHError(
                phase == .open ? .disconnected : .handshake,
                "the host sends unrequested data without end; the connection was closed")
        }
    }

    /// Nil is an orderly end.
    func lost(_ error: NetError?) -> SSHError {
        if error == .cancelled { return .cancelled }
        var message = "the connection was lost"
        switch error {
        case .closed(let text), .failed(let text), .unreachable(let text): message += ": \(text)"
        case nil: message = "the host closed the connection"
        default: break
        }
        if let disconnectMessage { message = "the host ended the session: \(quoted(disconnectMessage))" }
        switch phase {
        // `BannerReader` replaces this message.
        case .resolving, .connecting, .banner: return SSHError(.noBanner, message)
        case .handshake:
            return SSHError(.handshake, "\(message) during the key exchange", wasDropped: disconnectMessage == nil)
        case .authenticating, .waiting: return SSHError(.auth, "\(message) during authentication")
        case .open: return SSHError(.disconnected, message)
        }
    }
}

// libssh2's callbacks; `abstract` points to the transport.

func transport(_ abstract: UnsafeMutablePointer<UnsafeMutableRawPointer?>?) -> Transport? {
    abstract?.pointee.map { Unmanaged<Transport>.fromOpaque($0).takeUnretainedValue() }
}

let receiveCallback: dovesweep_receive = { _, buffer, length, _, abstract in
    transport(abstract)?.serve(UnsafeMutableRawBufferPointer(start: buffer, count: length)) ?? -Int(EBADF)
}

let sendCallback: dovesweep_send = { _, buffer, length, _, abstract in
    transport(abstract)?.accept(UnsafeRawBufferPointer(start: buffer, count: length)) ?? -Int(EBADF)
}

let disconnectCallback: dovesweep_disconnected = { _, _, message, length, _, _, abstract in
    guard length > 0, let message else { return }
    transport(abstract)?.disconnectMessage = Array(UnsafeRawBufferPointer(start: message, count: Int(length)))
}
