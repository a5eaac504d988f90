internal import GRDB

/// Stored runs in one SQLite file, whose write-ahead log lets programs read during a write.
package struct Archive: Sendable {
    package let path: String
    private let database: DatabaseQueue

    /// Seconds to wait for another writer.
    private static let patience = 20.0

    /// Makes an archive of an empty file; a damaged, newer or foreign one is not changed.
    package init(path: String) throws(ArchiveError) {
        self.path = path
        var configuration = Configuration()
        configuration.busyMode = .timeout(Self.patience)
        do {
            database = try DatabaseQueue(path: path, configuration: configuration)
            try database.writeWithoutTransaction { try ArchiveSchema.prepare($0, path: path) }
        } catch {
            throw ArchiveError(error, path: path)
        }
    }

    /// Leaves no file of the write-ahead log behind.
    package func close() throws(ArchiveError) {
        do { try database.close() } catch { throw ArchiveError(error, path: path) }
    }

    func read<Value>(_ body: (Database) throws -> Value) throws(ArchiveError) -> Value {
        do { return try database.read(body) } catch { throw ArchiveError(error, path: path) }
    }

    func write<Value>(_ body: (Database) throws -> Value) throws(ArchiveError) -> Value {
        do {
            // A transaction that begins as a reader cannot wait for the write lock.
            return try database.writeWithoutTransaction { database in
                var result: Value?
                try database.inTransaction(.immediate) {
                    result = try body(database)
                    return .commit
                }
                guard let result else { preconditionFailure("a transaction that was committed ran its body") }
                return result
            }
        } catch {
            throw ArchiveError(error, path: path)
        }
    }
}
