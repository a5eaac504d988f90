internal import Diagnostics

/// Limits values per document, because nested aliases can expand without bound.
final class YAMLValueBudget {
    private let limit: Int
    private var count = 0
    /// For messages, as the parts of an alias come from another place.
    private var key: (text: String?, source: Source)?

    init(bytes: Int) {
        limit = 1_000_000 + 16 * bytes
    }

    var isOver: Bool { count > limit }

    func begin(_ text: String?, at source: Source) {
        if !isOver { key = (text, source) }
    }

    func add(_ more: Int, at source: Source) throws(InputError) {
        count += more
        guard isOver else { return }
        throw InputError(
            .init(
                "the aliases in this expand to more than \(limit) values", text: key?.text, at: key?.source ?? source,
                remedy: "Write out the aliases (*name) that are used here, or make them smaller."))
    }
}
