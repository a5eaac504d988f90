internal import Fleet
internal import Synchronization

/// Caches redactors: making one takes longer than using it.
final class Redactors: Sendable {
    /// A fleet may have a password per host.
    private static let most = 32

    private struct Key: Hashable {
        let secrets: [[UInt8]]
        let accounts: [String]
    }

    private let known = Mutex<[Key: Redactor]>([:])

    func redactor(of secrets: [Secret], accounts: [String]) -> Redactor {
        let key = Key(secrets: secrets.map(\.bytes), accounts: accounts)
        return known.withLock { known in
            if let redactor = known[key] { return redactor }
            if known.count >= Self.most { known = [:] }
            let redactor = Redactor(secrets, accounts: accounts)
            known[key] = redactor
            return redactor
        }
    }
}
