import Foundation
import Glibc

/// Carries bytes to a server and its answers back one byte at a time, up to a limit at which it hangs up, or to where
/// they are held back.
func relay(
    _ peer: Listener.Connection, to port: Int, limit: Int = .max, isHeld: @escaping @Sendable () -> Bool = { false },
    count: @escaping @Sendable (Int) -> Void = { _ in }
) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard withLoopback(port, { connect(descriptor, $0, $1) }) == 0 else { return }
    let server = Listener.Connection(descriptor: descriptor)
    let answers = Thread {
        var left = limit
        while left > 0 {
            let bytes = server.receive()
            guard !bytes.isEmpty else { break }
            if isHeld() { continue }
            count(bytes.count)
            for byte in bytes.prefix(left) { peer.send([byte]) }
            left -= min(left, bytes.count)
        }
        shutdown(peer.descriptor, Int32(SHUT_RDWR))
        shutdown(descriptor, Int32(SHUT_RDWR))
    }
    answers.start()
    while true {
        let bytes = peer.receive()
        guard !bytes.isEmpty else { break }
        server.send(bytes)
    }
    shutdown(descriptor, Int32(SHUT_RDWR))
    while !answers.isFinished { usleep(1000) }
    close(descriptor)
}
