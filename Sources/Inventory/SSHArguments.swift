/// What `ansible_ssh_args` and its kin ask of the `ssh` program, as far as it can be honoured without that program.
struct SSHArguments: Equatable {
    private(set) var user: String?
    private(set) var port: String?
    private(set) var keyFiles: [String] = []
    /// Arguments that cannot be honoured, as they were written.
    private(set) var refused: [String] = []

    /// Options of `ssh` that say how to share or log a connection: for a client that opens one they change nothing.
    private static let harmless: Set = [
        "controlmaster", "controlpath", "controlpersist", "compression", "loglevel", "batchmode", "tcpkeepalive",
        "serveraliveinterval", "serveralivecountmax",
    ]
    private static let harmlessFlags: Set = ["-C", "-q", "-v", "-vv", "-vvv", "-T", "-x"]

    /// Of two values of one option the first counts, as `ssh` does.
    mutating func read(_ text: String) throws(ShellWords.Failure) {
        var words = try ShellWords.split(text.utf8, comments: false)[...]
        while let word = words.popFirst() {
            guard !Self.harmlessFlags.contains(word) else { continue }
            let flag = String(word.prefix(2))
            guard ["-o", "-p", "-l", "-i"].contains(flag) else {
                refuse(word, with: word.count == 2 && words.first?.hasPrefix("-") == false ? words.popFirst() : nil)
                continue
            }
            guard let value = word.count > 2 ? String(word.dropFirst(2)) : words.popFirst() else {
                refused.append(word)
                continue
            }
            switch flag {
            case "-p": port = port ?? value
            case "-l": user = user ?? value
            case "-i": keyFiles.append(value)
            default: readOption(value)
            }
        }
    }

    private mutating func refuse(_ word: String, with value: String?) {
        refused.append(value.map { "\(word) \($0)" } ?? word)
    }

    /// `Name=value` or `Name value`; names are the same in any case.
    private mutating func readOption(_ option: String) {
        let name = option.prefix { $0 != "=" && !$0.isWhitespace }
        let value = String(option[name.endIndex...].drop { $0 == "=" || $0.isWhitespace })
        switch name.lowercased() {
        case "port": port = port ?? value
        case "user": user = user ?? value
        case "identityfile": keyFiles.append(value)
        case let name where Self.harmless.contains(name): break
        default: refused.append("-o \(option)")
        }
    }
}
