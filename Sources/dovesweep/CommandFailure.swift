internal import Inventory
internal import Reports
internal import Glibc

/// Exit statuses that are not a gate's decision.
enum ExitStatus {
    static let usage: Int32 = 64
    static let wrongFile: Int32 = 65
    static let defect: Int32 = 70
    static let notWritten: Int32 = 74
}

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

/// Prints to standard error through `Printable`, so that quoted text cannot forge lines or colours.
func printError(_ message: String) {
    for line in message.split(separator: "\n", omittingEmptySubsequences: false) {
        write(standardError: "dovesweep: \(Printable.line(String(line)))\n")
    }
}

/// Writes unescaped text; ignores errors.
func write(standardError text: String) {
    let bytes = Array(text.utf8)
    _ = unsafe write(STDERR_FILENO, bytes, bytes.count)
}
