import Dispatch
import Foundation
import Glibc

// Foundation's Process is left alone: its programs inherit blocked signals, and it hangs now and then.

/// A program that was started, until it has ended.
struct Program: Sendable {
    /// How a program ended: its exit status, or 128 and the signal that killed it, as a shell counts.
    struct Ended: Sendable {
        let status: Int32
        let output: String
        let errors: String
    }

    /// Where one of its streams goes.
    enum Stream: Sendable {
        /// Into a file, for `Ended`.
        case kept
        case path(String)
        case descriptor(Int32)
    }

    let pid: pid_t
    private let scratch: Scratch
    private var outputFile: String { scratch.path("output") }
    private var errorFile: String { scratch.path("errors") }

    /// Starts a program by its path.
    init(_ command: [String], input: String = "", output: Stream = .kept, errors: Stream = .kept) throws {
        scratch = try Scratch()
        try input.write(toFile: scratch.path("input"), atomically: false, encoding: .utf8)
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, scratch.path("input"), O_RDONLY, 0)
        output.add(to: &actions, as: 1, file: scratch.path("output"))
        errors.add(to: &actions, as: 2, file: scratch.path("errors"))
        pid = try spawn(command, &actions)
    }

    /// Waits until it has ended.
    func ended() async throws -> Ended {
        let pid = pid
        let status = await withCheckedContinuation { continuation in
            // Not on the pool that tests run on: waiting takes a thread.
            DispatchQueue(label: "wait").async {
                var status: Int32 = 0
                while waitpid(pid, &status, 0) < 0, errno == EINTR {}
                continuation.resume(returning: status)
            }
        }
        return Ended(
            status: status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f),
            output: try text(outputFile), errors: try text(errorFile))
    }

    /// Starts a program and waits for its end.
    static func run(_ command: [String], input: String = "") async throws -> Ended {
        try await Program(command, input: input).ended()
    }

    private func text(_ file: String) throws -> String {
        guard let contents = FileManager.default.contents(atPath: file) else { return "" }
        return String(decoding: contents, as: UTF8.self)
    }
}

extension Program.Stream {
    fileprivate func add(to actions: inout posix_spawn_file_actions_t, as number: Int32, file: String) {
        switch self {
        case .kept: posix_spawn_file_actions_addopen(&actions, number, file, O_WRONLY | O_CREAT, 0o600)
        case .path(let path): posix_spawn_file_actions_addopen(&actions, number, path, O_WRONLY, 0)
        case .descriptor(let descriptor): posix_spawn_file_actions_adddup2(&actions, descriptor, number)
        }
    }
}

private func spawn(_ command: [String], _ actions: inout posix_spawn_file_actions_t) throws -> pid_t {
    // The threads of Dispatch block all signals, and a program would inherit that and never hear SIGINT.
    var attributes = posix_spawnattr_t()
    var mask = sigset_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    sigemptyset(&mask)
    posix_spawnattr_setsigmask(&attributes, &mask)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var argv = command.map { strdup($0) } + [nil]
    var envp = Lab.environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in argv + envp { free(text) } }
    var process: pid_t = 0
    let code = posix_spawn(&process, command[0], &actions, &attributes, &argv, &envp)
    guard code == 0 else { throw TestFailure("cannot start \(command): \(String(cString: strerror(code)))") }
    return process
}

/// Something that had to work before there was anything to test.
struct TestFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
