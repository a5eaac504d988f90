/// Counts what is read of one document, where aliases that hold aliases stand for more than any memory holds.
final class YAMLVisits {
    /// More values than a document can mean: a few for each of its bytes, and for small ones a million.
    private let limit: Int
    private var count = 0

    init(bytes: Int) {
        limit = 1_000_000 + 16 * bytes
    }

    /// Whether the document has stood for too much: nothing more of it is read.
    var isOver: Bool { count > limit }

    /// Counts some more.
    func add(_ more: Int, at source: Source) throws(InventoryError) {
        count += more
        guard isOver else { return }
        throw InventoryError(
            .init(
                "the aliases of this file stand for more than \(limit) values", at: source,
                remedy: "Write out the alias (*name) that is used here, or let it stand for less."))
    }
}
