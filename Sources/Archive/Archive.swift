internal import GRDB

/// The runs that are kept, in one SQLite file: their records line by line, what they were judged to, and an index.
///
/// Several programs may use it at once: SQLite's write-ahead log lets them read while one writes, and those that want to
/// write wait for each other. Its file and folder are made by the caller, who knows of modes.
package struct Archive: Sendable {
    package let path: String
    private let database: DatabaseQueue

    /// Seconds that somebody else's write may take.
    private static let patience = 20.0

    /// Opens it; an empty file becomes an archive. What is damaged, newer or of another program is left as it is.
    package init(path: String) throws(ArchiveError) {
        self.path = path
        var configuration = Configuration()
        configuration.busyMode = .timeout(Self.patience)
        do {
            database = try DatabaseQueue(path: path, configuration: configuration)
            try database.writeWithoutTransaction { try Layout.prepare($0, path: path) }
        } catch {
            throw ArchiveError(error, path: path)
        }
    }

    /// Closes the file, so that nothing is left beside it; nothing may be asked of it any more.
    package func close() throws(ArchiveError) {
        do { try database.close() } catch { throw ArchiveError(error, path: path) }
    }

    func read<Value>(_ body: (Database) throws -> Value) throws(ArchiveError) -> Value {
        do { return try database.read(body) } catch { throw ArchiveError(error, path: path) }
    }

    func write<Value>(_ body: (Database) throws -> Value) throws(ArchiveError) -> Value {
        do {
            // Immediately, since a transaction that begins as a reader cannot wait for its turn to write.
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
