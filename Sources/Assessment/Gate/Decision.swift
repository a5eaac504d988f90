/// The gate's result, with which every report begins.
package struct Decision: Sendable, Equatable {
    package let answer: Answer
    /// One sentence without a full stop: `2 of 40 hosts fail, 1 is undecided`.
    package let reason: String

    init(_ answer: Answer, _ reason: String) {
        self.answer = answer
        self.reason = reason
    }

    /// After a signal 128 plus its number, as in a shell.
    package var status: Int {
        switch answer {
        case .passed: 0
        case .failed: 1
        case .undecided: 2
        case .interrupted(let signal): 128 + signal
        }
    }

    package enum Answer: Sendable, Equatable {
        case passed, failed, undecided
        case interrupted(signal: Int)
    }
}
