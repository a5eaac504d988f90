package import Diagnostics

/// Inventory problems that stop neither Ansible nor dovesweep. Not thread-safe.
package final class InventoryWarnings {
    /// Without duplicates.
    package private(set) var problems: [InputError.Problem] = []
    /// Whether the current text comes from a vault, and must not be quoted.
    var isSealed = false
    private var known: Set<InputError.Problem> = []

    package init() {}

    /// At most `InputError.limit` problems.
    package var lines: [String] { InputError.lines(problems) }

    func add(_ problem: InputError.Problem) {
        let problem = isSealed ? problem.withoutText : problem
        if known.insert(problem).inserted { problems.append(problem) }
    }
}

extension InputError.Problem {
    fileprivate var withoutText: InputError.Problem {
        InputError.Problem(what, at: source, column: column, remedy: remedy)
    }
}
