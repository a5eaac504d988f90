/// A stream that can be told good-bye without waiting for the peer to listen.
package protocol PartingStream: ByteStream {
    /// Hands over what the stream takes at this moment and drops the rest: for a last message before closing.
    func writeAtOnce(_ bytes: [UInt8])
}
