/// What is odd in an inventory and stops neither Ansible nor us: the operator is told of it, and the work goes on.
///
/// It belongs to one task.
package final class InventoryWarnings {
    /// In the order they were found, each once.
    package private(set) var problems: [InventoryError.Problem] = []
    /// Whether what is read was sealed by ansible-vault: nothing of it is quoted then.
    var isSealed = false
    private var known: Set<InventoryError.Problem> = []

    package init() {}

    /// A line for each, but no more than can be read.
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
