internal import CLibSSH2
internal import Net

/// Opens, feeds and frees the channels of a jump host's session, without blocking.
///
/// libssh2 opens one channel at a time in a session and cannot cancel it: an address that does not answer delays the
/// others.
struct JumpChannels {
    /// Not yet begun.
    var streams: [JumpStream] = []

    private final class Lane {
        let stream: JumpStream
        let channel: SSHChannel
        var unsent: [UInt8] = []
        var isAtEnd = false

        init(_ stream: JumpStream, _ channel: SSHChannel) {
            self.stream = stream
            self.channel = channel
        }
    }

    private let session: SSHSession
    private let pace: JumpLatency
    private var opening: (stream: JumpStream, since: ContinuousClock.Instant)?
    private var lanes: [Lane] = []
    /// libssh2 frees them once the jump host has closed them too.
    private var leaving: [SSHChannel] = []

    init(_ session: SSHSession, _ pace: JumpLatency) {
        (self.session, self.pace) = (session, pace)
    }

    mutating func turn() throws(SSHError) {
        open()
        for lane in lanes { try carry(lane) }
        lanes.removeAll { lane in
            guard lane.stream.isClosed else { return false }
            leaving.append(lane.channel)
            return true
        }
        leaving.removeAll { libssh2_channel_free($0.raw) != LIBSSH2_ERROR_EAGAIN }
    }

    var openingSince: ContinuousClock.Instant? { opening?.since }

    /// Whether no channel is open and no caller waits for one.
    var isIdle: Bool { lanes.isEmpty && opening?.stream.isClosed ?? true }

    /// Rejects requests that have not begun, for another session.
    mutating func rejectPending() {
        for stream in streams { stream.isTurnedAway() }
        streams = []
    }

    /// The session frees the channels.
    mutating func close(_ error: SSHError) {
        for stream in streams + [opening?.stream].compactMap(\.self) + lanes.map(\.stream) { stream.lost(error) }
    }

    private mutating func open() {
        while let (stream, since) = opening ?? next().map({ ($0, .now) }) {
            if opening == nil { stream.begins() }
            // Port 0 cannot be reached.
            let port = Int32(exactly: stream.port) ?? 0
            let raw = libssh2_channel_direct_tcpip_ex(session.raw, stream.host, port, "127.0.0.1", 0)
            if raw == nil, libssh2_session_last_errno(session.raw) == LIBSSH2_ERROR_EAGAIN {
                opening = (stream, since)
                return
            }
            opening = nil
            pace.answered(after: since.duration(to: .now))
            if let raw {
                lanes.append(Lane(stream, SSHChannel(raw, on: session)))
                stream.succeeded()
            } else {
                stream.failed(
                    .failed("\(stream.host) port \(stream.port) cannot be reached from there: \(session.lastError)"))
            }
        }
    }

    private mutating func next() -> JumpStream? {
        while !streams.isEmpty {
            let stream = streams.removeFirst()
            if !stream.isClosed { return stream }
        }
        return nil
    }

    private func carry(_ lane: Lane) throws(SSHError) {
        lane.unsent += lane.stream.takeOutgoing()
        while !lane.unsent.isEmpty, case let count = lane.channel.send(lane.unsent), count > 0 {
            lane.unsent.removeFirst(count)
        }
        while !lane.isAtEnd, !lane.stream.isFull {
            if let bytes = try lane.channel.take(stream: 0) {
                lane.stream.deliver(bytes)
            } else if lane.channel.isAtEnd {
                lane.isAtEnd = true
                lane.stream.ended()
            } else {
                return
            }
        }
    }
}
