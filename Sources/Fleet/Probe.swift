/// A probe beside the agent's own, that a check of the operator's asks for: a piece of shell that only looks.
package struct Probe: Sendable, Equatable {
    package let name: ProbeName
    /// Its time limit.
    package let seconds: Int
    /// Run by `/bin/sh -c`, as root where the agent is root; `$1` is the probe account's name, or empty.
    package let command: String

    package init(name: ProbeName, seconds: Int, command: String) {
        self.name = name
        self.seconds = seconds
        self.command = command
    }
}
