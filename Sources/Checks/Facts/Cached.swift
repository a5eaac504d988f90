internal import Synchronization

/// A lazily parsed fact or its error. Two threads may both parse it, with the same result.
final class Cached<Fact: Sendable>: Sendable {
    private let known = Mutex<Result<Fact, MissingFact>?>(nil)

    func callAsFunction(_ parse: () throws(MissingFact) -> Fact) throws(MissingFact) -> Fact {
        if let known = known.withLock({ $0 }) { return try known.get() }
        let fact: Result<Fact, MissingFact>
        do throws(MissingFact) { fact = .success(try parse()) } catch { fact = .failure(error) }
        known.withLock { $0 = fact }
        return try fact.get()
    }
}

/// The same by key. Keys are few and long (certificates), so a linear search beats hashing.
final class CachedByKey<Key: Equatable & Sendable, Fact: Sendable>: Sendable {
    private let known = Mutex<[(key: Key, memo: Cached<Fact>)]>([])

    subscript(key: Key) -> Cached<Fact> {
        known.withLock { known in
            if let memo = known.first(where: { $0.key == key })?.memo { return memo }
            let memo = Cached<Fact>()
            known.append((key, memo))
            return memo
        }
    }
}

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
