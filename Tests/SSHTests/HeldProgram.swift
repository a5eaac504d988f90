import Foundation
import Glibc

/// A program that ends, with all that it started, when it is stopped and when this process ends, even if it is killed.
///
/// It runs in a process namespace of its own, whose first process waits for the end of a stream that this process
/// alone holds open: with the first the kernel kills the rest, whatever session or group they are in. (A parent's death as
/// `prctl` tells it will not do: there it is the thread that counts, and threads come and go.)
final class HeldProgram: Sendable {
    private let process: pid_t
    private let lifeline: Int32

    /// Starts it; `namespaces` are more options of `unshare`, and `directory` goes with it.
    init(_ command: [String], namespaces: [String] = [], removing directory: String? = nil) throws {
        // A shell that waits for one child takes leave of all, orphans too; one that reads does not.
        let script = """
            directory=$1; shift; exec 3<&0
            "$@" </dev/null 3<&- &
            read -r _ <&3 &
            wait "$!"; rm -rf "$directory"
            """
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
            throw TestFailure(description: "cannot make a pair of sockets: \(errno)")
        }
        defer { close(ends[0]) }
        lifeline = ends[1]
        process = try spawn(
            "/usr/bin/unshare",
            ["--pid", "--fork"] + namespaces + ["/bin/sh", "-c", script, "sh", directory ?? ""] + command,
            input: ends[0])
    }

    deinit {
        close(lifeline)
        waitpid(process, nil, 0)
    }
}
