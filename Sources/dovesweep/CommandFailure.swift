internal import Inventory
internal import Reports
internal import Glibc

/// The contract's exit statuses that are not a verdict on hosts.
enum ExitStatus {
    static let usage: Int32 = 64
    static let wrongFile: Int32 = 65
    static let defect: Int32 = 70
    static let notWritten: Int32 = 74
}

/// Why a command could not do its work: what to tell the operator, and the status to end with.
struct CommandFailure: Error {
    let status: Int32
    let message: String

    init(_ status: Int32, _ message: String) {
        self.status = status
        self.message = message
    }

    init(_ error: InventoryError) {
        self.init(ExitStatus.wrongFile, error.description)
    }
}

/// Says something on standard error, in lines that no quoted text can forge or colour.
func complain(_ message: String) {
    for line in message.split(separator: "\n", omittingEmptySubsequences: false) {
        write(standardError: "dovesweep: \(Printable.line(String(line)))\n")
    }
}

/// Writes to standard error as it is; where that is closed there is nobody to tell.
func write(standardError text: String) {
    let bytes = Array(text.utf8)
    _ = unsafe write(STDERR_FILENO, bytes, bytes.count)
}
