/// A remedy as a shell takes it: commands as they stand, and as comments what only a person can do or decide.
///
/// Judges write a sentence as one writes it, beginning with a capital letter or a digit, and a command as one types it,
/// which begins with neither. What is copied out of a report may so be pasted or piped whole.
func script(_ remedy: String) -> String {
    remedy.utf8.split(separator: UInt8(ascii: "\n")).map { line in
        // A carriage return or an escape of the host's would act where this is pasted.
        let line = String(Substring(line)).unicodeScalars.map { $0.value < 0x20 ? " " : Character($0) }
        return isSentence(line) ? "# " + String(line) : String(line)
    }.joined(separator: "\n")
}

private func isSentence(_ line: [Character]) -> Bool {
    line.first.map { $0.isUppercase || $0.isNumber } ?? false
}
