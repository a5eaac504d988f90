internal import Fleet
internal import Synchronization

/// The redactors of a sweep. Hosts with the same secrets share one, as it takes longer to make than to use.
final class Redactors: Sendable {
    /// More are not kept: a fleet may have a password a host.
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
