package import SSH

/// Asks the operator at the terminal. nil without an answer, or if the task is cancelled. May block.
package protocol Prompter: Sendable {
    /// For an account of a jump host, as `USER@HOST`.
    func password(of account: String) -> [UInt8]?

    func answer(_ question: SSHQuestion, of host: String) -> [UInt8]?
}

/// Which prompts of a host reach the terminal: a compromised host could ask for any secret.
package enum HostQuestions: String, Sendable, CaseIterable {
    case codes, all, none
}
