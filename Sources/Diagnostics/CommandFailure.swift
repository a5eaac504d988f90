/// Exit statuses that are not a gate's decision (`sysexits.h`).
package enum ExitStatus {
    package static let usage: Int32 = 64
    package static let wrongFile: Int32 = 65
    package static let defect: Int32 = 70
    package static let notWritten: Int32 = 74
}

/// Ends a command with an exit status and a message that says what to do.
package struct CommandFailure: Error {
    package let status: Int32
    package let message: String

    package init(_ status: Int32, _ message: String) {
        self.status = status
        self.message = message
    }

    package init(_ error: InputError) {
        self.init(ExitStatus.wrongFile, error.description)
    }
}
