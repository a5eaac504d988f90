/// Inventory problems that stop neither Ansible nor dovesweep. Not thread-safe.
package final class InventoryWarnings {
    /// Without duplicates.
    package private(set) var problems: [InventoryError.Problem] = []
    /// Whether the current text comes from a vault, and must not be quoted.
    var isSealed = false
    private var known: Set<InventoryError.Problem> = []

    package init() {}

    /// At most `InventoryError.limit` problems.
    package var lines: [String] { InventoryError.lines(problems) }

    func add(_ problem: InventoryError.Problem) {
        let problem = isSealed ? problem.withoutText : problem
        if known.insert(problem).inserted { problems.append(problem) }
    }
}

extension InventoryError.Problem {
    fileprivate var withoutText: InventoryError.Problem {
        InventoryError.Problem(what, at: source, column: column, remedy: remedy)
    }
}
