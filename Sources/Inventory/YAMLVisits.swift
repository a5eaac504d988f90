/// Counts what is read of one document, where aliases that hold aliases stand for more than any memory holds.
final class YAMLVisits {
    /// More values than a document can mean: a few for each of its bytes, and for small ones a million.
    private let limit: Int
    private var count = 0
    /// The key that is being read, as the parts of an alias stand elsewhere.
    private var key: (text: String?, source: Source)?

    init(bytes: Int) {
        limit = 1_000_000 + 16 * bytes
    }

    /// Whether the document has stood for too much: nothing more of it is read.
    var isOver: Bool { count > limit }

    /// Begins with what stands under a key.
    func begin(_ text: String?, at source: Source) {
        if !isOver { key = (text, source) }
    }

    /// Counts some more.
    func add(_ more: Int, at source: Source) throws(InventoryError) {
        count += more
        guard isOver else { return }
        throw InventoryError(
            .init(
                "the aliases in this stand for more than \(limit) values", text: key?.text, at: key?.source ?? source,
                remedy: "Write out the aliases (*name) that are used here, or let them stand for less."))
    }
}
