internal import Dispatch
internal import Glibc
internal import Synchronization

/// Resolves a name to addresses, in the resolver's order (RFC 6724).
///
/// `getaddrinfo` blocks, so it runs on other threads. Cancelling returns at once; the lookup goes on.
package func resolve(_ name: String, port: Int) async throws(NetError) -> [SocketAddress] {
    switch lookUp(name, port: port, flags: AI_NUMERICHOST) {
    case .success(let addresses): return addresses
    case .failure: break
    }
    if Task.isCancelled { throw .cancelled }
    let answer = Promise<Result<[SocketAddress], NetError>>()
    Lookups.shared.add {
        if !answer.isSettled { answer.settle(lookUp(name, port: port, flags: 0)) }
    }
    guard let answer = await answer.value() else { throw .cancelled }
    return try answer.get()
}

/// Without AI_ADDRCONFIG, which hides ::1 and 127.0.0.1 on a machine without a network; an address of a missing family
/// fails at once in connect.
private func lookUp(_ name: String, port: Int, flags: Int32) -> Result<[SocketAddress], NetError> {
    guard (1...65535).contains(port) else { return .failure(.failed("\(port) is not a port")) }
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    hints.ai_flags = flags | AI_NUMERICSERV
    var list: UnsafeMutablePointer<addrinfo>?
    let status = getaddrinfo(name, String(port), &hints, &list)
    guard status == 0 else { return .failure(.nameNotFound(resolverText(status))) }
    defer { freeaddrinfo(list) }
    var found: [SocketAddress] = []
    for entry in sequence(first: list, next: { $0?.pointee.ai_next }) {
        guard let entry, let address = entry.pointee.ai_addr else { continue }
        found.append(SocketAddress(address, length: entry.pointee.ai_addrlen))
    }
    return found.isEmpty ? .failure(.nameNotFound("no address")) : .success(found)
}

private func resolverText(_ status: Int32) -> String {
    guard status != EAI_SYSTEM else { return systemText(errno) }
    return gai_strerror(status).map { String(cString: $0) } ?? "resolver error \(status)"
}

private final class Lookups: Sendable {
    static let shared = Lookups()

    /// Name servers that do not answer (10 s each, `resolv.conf`'s default) must not delay other lookups.
    private static let limit = 16

    private struct State {
        var running = 0
        var waiting: [@Sendable () -> Void] = []
    }

    private let state = Mutex(State())

    func add(_ lookup: @escaping @Sendable () -> Void) {
        let starts = state.withLock { state in
            guard state.running < Self.limit else {
                state.waiting.append(lookup)
                return false
            }
            state.running += 1
            return true
        }
        if starts { run(lookup) }
    }

    /// With one queue for each, as blocked threads would exhaust the global queue.
    private func run(_ first: @escaping @Sendable () -> Void) {
        DispatchQueue(label: "lookup").async {
            var next: (@Sendable () -> Void)? = first
            while let lookup = next {
                lookup()
                next = self.state.withLock { state in
                    if state.waiting.isEmpty {
                        state.running -= 1
                        return nil
                    }
                    return state.waiting.removeFirst()
                }
            }
        }
    }
}
