internal import Glibc
internal import Reports

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
