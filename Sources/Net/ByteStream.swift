/// A two-way stream of bytes: a TCP connection, a channel through SSH, or TLS over either of them.
///
/// A stream belongs to one task, is never shared, and honours that task's cancellation: a pending call then throws
/// `NetError.cancelled`. It has no deadline of its own; whoever owns the task has.
package protocol ByteStream: AnyObject {
    /// Waits for bytes and returns what has come, at least one; an empty array is the end of the stream.
    func read() async throws(NetError) -> [UInt8]

    /// Hands over all the bytes, waiting while the peer does not take them.
    func write(_ bytes: [UInt8]) async throws(NetError)
}

/// A stream that one task may read while another one writes.
package protocol DuplexStream: ByteStream, Sendable {}
