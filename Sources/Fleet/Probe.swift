/// A read-only shell probe of an operator's own check.
package struct Probe: Sendable, Equatable {
    package let name: ProbeName
    package let seconds: Int
    /// Run by `/bin/sh -c`, as root where the agent is root. `$1` is the probe account, or empty.
    package let command: String

    package init(name: ProbeName, seconds: Int, command: String) {
        self.name = name
        self.seconds = seconds
        self.command = command
    }
}
