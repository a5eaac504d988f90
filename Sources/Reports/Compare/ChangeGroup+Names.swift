internal import Assessment

extension Comparison.ChangeGroup {
    /// Folded; a host that moved has its former name too.
    var names: String {
        let moved = changes.compactMap { change in change.formerHost.map { "\(change.host) (was \($0))" } }
        let others = NodeSet(changes.filter { $0.formerHost == nil }.map(\.host)).patterns
        return (others + moved).joined(separator: ", ")
    }
}
