internal import CEpoll
internal import Dispatch
internal import Glibc
internal import Synchronization

/// The epoll set of an event loop; Dispatch watches only the set.
///
/// Dispatch arms a socket again after each event, through another thread: that is slow, and loses hangups. With EPOLLET
/// a socket is armed once, so a watcher must read and write until EAGAIN.
final class SocketSet: Sendable {
    /// Called on the event loop.
    typealias Watcher = @Sendable (_ isReadable: Bool, _ isWritable: Bool) -> Void

    /// Identifies a watched socket, as descriptor numbers are reused.
    typealias Token = UInt64

    /// Events in a row, so that other jobs get their turn.
    private static let batch = 64

    private struct State {
        var watchers: [Token: Watcher] = [:]
        var last: Token = 0
    }

    private let number: Int32
    /// libdispatch lets any thread cancel it; its Swift overlay does not say so.
    private nonisolated(unsafe) let source: any DispatchSourceRead
    private let state = Mutex(State())

    init(on queue: DispatchQueue) {
        number = epoll_create1(Int32(EPOLL_CLOEXEC))
        guard number >= 0 else { fatalError("no event loop: \(systemText(errno))") }
        source = DispatchSource.makeReadSource(fileDescriptor: number, queue: queue)
        source.setCancelHandler { [number] in close(number) }
        source.setEventHandler { [weak self] in self?.deliver() }
        source.activate()
    }

    deinit {
        source.cancel()
    }

    /// Also reports what the socket is ready for already.
    func add(_ socket: Int32, _ watcher: @escaping Watcher) -> Token {
        let token = state.withLock { state in
            state.last += 1
            state.watchers[state.last] = watcher
            return state.last
        }
        var event = epoll_event()
        event.events = EPOLLIN.rawValue | EPOLLOUT.rawValue | EPOLLRDHUP.rawValue | EPOLLET.rawValue
        event.data.u64 = token
        // Fails only without memory; a deadline then ends the wait.
        epoll_ctl(number, EPOLL_CTL_ADD, socket, &event)
        return token
    }

    /// A call that has begun still ends.
    func remove(_ token: Token, socket: Int32) {
        epoll_ctl(number, EPOLL_CTL_DEL, socket, nil)
        state.withLock { _ = $0.watchers.removeValue(forKey: token) }
    }

    private func deliver() {
        withUnsafeTemporaryAllocation(of: epoll_event.self, capacity: Self.batch) { events in
            let count = epoll_wait(number, events.baseAddress, Int32(events.count), 0)
            for event in events.prefix(Int(max(0, count))) {
                let watcher = state.withLock { $0.watchers[event.data.u64] }
                let trouble = event.events & (EPOLLERR.rawValue | EPOLLHUP.rawValue) != 0
                watcher?(
                    trouble || event.events & (EPOLLIN.rawValue | EPOLLRDHUP.rawValue) != 0,
                    trouble || event.events & EPOLLOUT.rawValue != 0)
            }
        }
    }
}
