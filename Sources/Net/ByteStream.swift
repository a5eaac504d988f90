/// A bidirectional stream of bytes: TCP, an SSH channel, or TLS over either.
///
/// One task owns it; cancelling that task makes a pending call throw `NetError.cancelled`.
package protocol ByteStream: AnyObject {
    /// Waits for at least one byte; an empty array is the end of the stream.
    func read() async throws(NetError) -> [UInt8]

    /// Waits while the peer does not take the bytes.
    func write(_ bytes: [UInt8]) async throws(NetError)
}

/// A stream that one task may read while another writes.
package protocol DuplexStream: ByteStream, Sendable {}
