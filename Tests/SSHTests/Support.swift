import Foundation
import Net
import SSH

func openKey(_ path: String, passphrase: String? = nil) throws -> PrivateKey {
    try openPrivateKey(name: path, contents: Array(Data(contentsOf: URL(fileURLWithPath: path)))) {
        passphrase.map { Array($0.utf8) }
    }
}

/// Runs a task as the engine does: on the event loop.
func onReactor<Result: Sendable>(_ body: @escaping @Sendable (Reactor) async throws -> Result) async throws -> Result {
    let reactor = Reactor()
    return try await Task(executorPreference: reactor) { try await body(reactor) }.value
}
