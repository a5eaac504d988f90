internal import CLibSSH2
internal import Net

/// The work of a jump host's own task: opens, feeds, empties and frees the channels, without ever waiting.
///
/// libssh2 keeps the state of one opening for each session, so they are opened one after another, and one cannot be given
/// up: an address from which nothing comes holds up the others for as long as the jump host's kernel tries.
struct JumpDesk {
    /// Asked for, and not begun.
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
    private let pace: JumpPace
    private var opening: (stream: JumpStream, since: ContinuousClock.Instant)?
    private var lanes: [Lane] = []
    /// Closed on our side; libssh2 frees them when the jump host has closed them too.
    private var leaving: [SSHChannel] = []

    init(_ session: SSHSession, _ pace: JumpPace) {
        (self.session, self.pace) = (session, pace)
    }

    /// Does all that can be done now.
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

    /// When the opening that is under way began.
    var openingSince: ContinuousClock.Instant? { opening?.since }

    /// Whether nobody needs this session any more: no connection stands, and no opening is waited for.
    var isIdle: Bool { lanes.isEmpty && opening?.stream.isClosed ?? true }

    /// Takes back those whose turn has not come, for another session to open.
    mutating func turnAway() {
        for stream in streams { stream.isTurnedAway() }
        streams = []
    }

    /// Tells everybody that the jump host is gone. The session frees the channels.
    mutating func close(_ error: SSHError) {
        for stream in streams + [opening?.stream].compactMap(\.self) + lanes.map(\.stream) { stream.lost(error) }
    }

    private mutating func open() {
        while let (stream, since) = opening ?? next().map({ ($0, .now) }) {
            if opening == nil { stream.begins() }
            // What is no port is one that cannot be reached.
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

    /// The next that somebody still waits for.
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
