import Foundation
import Glibc

// Foundation's Process is left alone: its programs inherit blocked signals, and it hangs now and then.

/// Runs a program to its end and gives its standard output.
@discardableResult
func run(_ program: String, _ arguments: String...) throws -> String {
    try run(program, arguments)
}

@discardableResult
func run(_ program: String, _ arguments: [String], environment: [String: String] = [:]) throws -> String {
    let output = "/tmp/dovesweep-output-\(UUID().uuidString)"
    defer { unlink(output) }
    let process = try spawn(program, arguments, environment: environment, output: output)
    var status: Int32 = 0
    waitpid(process, &status, 0)
    guard status == 0 else {
        throw TestFailure(description: "\(program) \(arguments) ended with status \(status)")
    }
    return try String(contentsOfFile: output, encoding: .utf8)
}

/// Does what waits on a thread of its own: those of the tests are as few as the machine has cores.
func meanwhile<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Swift.Result { try body() }) }
    }
}

/// Starts a program that reads nothing, or the descriptor.
func spawn(
    _ program: String, _ arguments: [String], environment: [String: String] = [:], input: Int32? = nil,
    output: String = "/dev/null"
) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if let input {
        posix_spawn_file_actions_adddup2(&actions, input, 0)
    } else {
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    }
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var argv = ([program] + arguments).map { strdup($0) } + [nil]
    // The threads of Dispatch block all signals, and a program would inherit that and never hear SIGTERM.
    var attributes = posix_spawnattr_t()
    var mask = sigset_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    sigemptyset(&mask)
    posix_spawnattr_setsigmask(&attributes, &mask)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    let variables = ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"].merging(environment) { $1 }
    var envp = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in argv + envp { free(text) } }
    var process: pid_t = 0
    let code = posix_spawn(&process, program, &actions, &attributes, &argv, &envp)
    guard code == 0 else { throw TestFailure(description: "cannot start \(program): \(code)") }
    return process
}
