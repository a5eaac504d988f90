internal import CLibSSH2
internal import Glibc
internal import Net

/// The bytes between libssh2 and a stream: libssh2 writes into memory and reads what came, and never sees a socket.
///
/// Taking every packet whole avoids the bugs that libssh2 has with packets half sent, and the same code serves TCP and
/// a tunnel through another host.
final class Transport {
    /// What may come in before the user is authenticated: a key exchange takes 3 KB, an endless one must not take all.
    private static let allowanceForHandshake = 256 * 1024
    /// What may come in and not be read by anyone afterwards: two channels' windows of 2 MB, and as much again.
    private static let allowanceWhenOpen = 8 * 1024 * 1024
    /// A packet with one byte of data takes up to 112 bytes on the wire.
    private static let allowanceForEachByteRead = 128
    /// A first packet of the key exchange is kept so that its failure can be explained; the largest that may come.
    private static let longestPacket = 35_000

    let stream: any ByteStream
    var phase = SSHPhase.banner
    /// What the host said as it ended the session (SSH_MSG_DISCONNECT).
    var farewell: [UInt8]?
    /// What answers the host's questions while it asks them (keyboard-interactive).
    var conversation: Conversation?
    /// The clear bytes after the banner: the host's KEXINIT.
    private(set) var opening: [UInt8] = []

    private var incoming: [UInt8] = []
    private var consumed = 0
    private var outgoing: [UInt8] = []
    private var allowance = allowanceForHandshake
    private var isAbandoned = false

    init(over stream: any ByteStream) {
        self.stream = stream
    }

    /// Sends what libssh2 has written.
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

    /// Drops what libssh2 has written and must not be sent. Nothing can be sent after that, as a packet is missing.
    func discard() {
        outgoing.removeAll()
    }

    /// Waits for the host's banner, and leaves it for libssh2 to read.
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

    /// Waits for more bytes from the host.
    func fill() async throws(SSHError) {
        let bytes = try await receive()
        guard !bytes.isEmpty else { throw lost(nil) }
        take(bytes)
    }

    /// Takes in what somebody else has read from the stream; nothing is its end.
    func feed(_ bytes: [UInt8]) throws(SSHError) {
        try account(bytes)
        guard !bytes.isEmpty else { throw lost(nil) }
        take(bytes)
    }

    private func take(_ bytes: [UInt8]) {
        incoming += bytes
        if phase == .handshake, opening.count < Self.longestPacket { opening += bytes }
    }

    /// The user is authenticated: more may come, in proportion to what is read.
    func open() {
        phase = .open
        opening = []
        allowance = Self.allowanceWhenOpen
    }

    /// A command runs: sshd waits for our acknowledgements no longer (it turns Nagle's algorithm off now).
    func commandRuns() {
        (stream as? SocketStream)?.acknowledgeAtLeisure()
    }

    /// Somebody has read this many bytes of a channel, so that more may come.
    func delivered(_ count: Int) {
        allowance = min(Self.allowanceWhenOpen, allowance + count * Self.allowanceForEachByteRead)
    }

    /// Sends what the stream takes without waiting; from now on libssh2 sees the end of the connection.
    func abandon() {
        isAbandoned = true
        if !outgoing.isEmpty { (stream as? SocketStream)?.writeAtOnce(outgoing) }
        outgoing.removeAll()
    }

    /// Serves libssh2. While the connection stands it is told to wait, even at its end: 1.10 would drop what a channel
    /// still holds for us once it sees the end, so `fill` is who reports it.
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
        guard allowance >= 0 else {
            throw SSHError(
                phase == .open ? .disconnected : .handshake,
                "the host sends data that nobody asked for, without end; the connection was given up")
        }
    }

    /// What the loss of the connection means, at the point to which it has come; nil is its orderly end.
    func lost(_ error: NetError?) -> SSHError {
        if error == .cancelled { return .cancelled }
        var message = "the connection was lost"
        switch error {
        case .closed(let text), .failed(let text), .unreachable(let text): message += ": \(text)"
        case nil: message = "the host closed the connection"
        default: break
        }
        if let farewell { message = "the host ended the session: \(quoted(farewell))" }
        switch phase {
        // `BannerReader` has the words: it knows what the host said instead.
        case .resolving, .connecting, .banner: return SSHError(.noBanner, message)
        case .handshake: return SSHError(.handshake, "\(message) during the key exchange")
        case .authenticating, .waiting: return SSHError(.auth, "\(message) during authentication")
        case .open: return SSHError(.disconnected, message)
        }
    }
}

// libssh2's callbacks: `abstract` points to what `libssh2_session_init_ex` was given, the transport.

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
    transport(abstract)?.farewell = Array(UnsafeRawBufferPointer(start: message, count: Int(length)))
}
