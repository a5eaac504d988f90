internal import Synchronization

/// A fact that is parsed when it is first asked for, and then kept: twenty checks ask for the same settings.
///
/// What it is computed from never changes, so it does not matter who asks first.
final class Memo<Fact: Sendable>: Sendable {
    private let known = Mutex<Result<Fact, Unjudgeable>?>(nil)

    func callAsFunction(_ parse: () throws(Unjudgeable) -> Fact) throws(Unjudgeable) -> Fact {
        if let known = known.withLock({ $0 }) { return try known.get() }
        let fact: Result<Fact, Unjudgeable>
        do throws(Unjudgeable) { fact = .success(try parse()) } catch { fact = .failure(error) }
        known.withLock { $0 = fact }
        return try fact.get()
    }
}

/// The same for facts that depend on something more, which is their key.
final class Memos<Key: Hashable & Sendable, Fact: Sendable>: Sendable {
    private let known = Mutex<[Key: Memo<Fact>]>([:])

    subscript(key: Key) -> Memo<Fact> {
        known.withLock { known in
            if let memo = known[key] { return memo }
            let memo = Memo<Fact>()
            known[key] = memo
            return memo
        }
    }
}
