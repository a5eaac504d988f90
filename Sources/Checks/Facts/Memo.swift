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

/// The same for facts that depend on something more, which is their key. There are few, and a key may be as long as a
/// certificate, so that comparing is quicker than hashing.
final class Memos<Key: Equatable & Sendable, Fact: Sendable>: Sendable {
    private let known = Mutex<[(key: Key, memo: Memo<Fact>)]>([])

    subscript(key: Key) -> Memo<Fact> {
        known.withLock { known in
            if let memo = known.first(where: { $0.key == key })?.memo { return memo }
            let memo = Memo<Fact>()
            known.append((key, memo))
            return memo
        }
    }
}

/// A value that is computed when it is first asked for, and cannot fail.
final class Once<Value: Sendable>: Sendable {
    private let known = Mutex<Value?>(nil)

    func value(_ compute: () -> Value) -> Value {
        known.withLock { known in
            if let known { return known }
            let value = compute()
            known = value
            return value
        }
    }
}
