import Fleet

/// Log lines about this sweep's own attempts (probe `attempts`).
struct AttemptLog: Sendable {
    var start: [LogLine] = []
    var lines: [LogLine] = []
    /// The probe account, and the host's certificate and key.
    var names: [(Capture, String)] = []
    /// Lines about other accounts: counted, never sent.
    var others = 0
    var isReadable = false

    private mutating func take(_ part: ProbeOutput.Part, into lines: WritableKeyPath<AttemptLog, [LogLine]>) {
        if part.status == 0 { isReadable = true }
        for line in part.lines where !line.isEmpty {
            if line.hasPrefix("others "), let count = number(line.dropFirst(7), in: 0...1_000_000_000) {
                others += count
            } else {
                self[keyPath: lines].append(LogLine(parsing: String(line)))
            }
        }
    }

    init(_ parts: [String: ProbeOutput.Part]) {
        if let part = parts["start"] { take(part, into: \.start) }
        for name in ["journal", "files"] {
            if let part = parts[name] { take(part, into: \.lines) }
        }
    }
}

extension HostFacts {
    /// For remedies that concern them.
    var ownFiles: [(Capture, String)] {
        guard let files = try? certificateFiles() else { return [] }
        let isGood = (try? TLSKey().judge(self))?.verdict == .pass
        let (certificate, key) =
            isGood
            ? filesOfOneName ?? (files.certificatePath, files.keyPath)
            : (files.certificatePath, files.keyPath)
        return [(.certificate, certificate), (.key, key)].filter { $0.1.hasPrefix("/") }
    }

    /// Certificate and key that a section such as `local_name` sets beside those of all connections.
    private var filesOfOneName: (certificate: String, key: String)? {
        guard let written = try? configuration() else { return nil }
        let sections = ["local_name", "local", "protocol"].flatMap { written.blocks($0) }
        return sections.lazy.compactMap { section in
            let all = ([section] + section.blocks).map(\.settings)
            func path(_ names: [String]) -> String? {
                all.lazy.compactMap { settings in names.lazy.compactMap { settings[$0] }.first }.first
                    .map { $0.hasPrefix("<") ? String($0.dropFirst()) : $0 }
            }
            guard let certificate = path(["ssl_server_cert_file", "ssl_cert", "cert_file"]),
                let key = path(["ssl_server_key_file", "ssl_key", "key_file"])
            else { return nil }
            return (certificate, key)
        }.first
    }

    /// Throws if the agent did not read the logs.
    func attemptLog() throws(MissingFact) -> AttemptLog {
        try facts.attemptLog { () throws(MissingFact) in
            var log = AttemptLog(try allParts(of: "attempts"))
            log.names = ownFiles
            if let account = host.probe?.user { log.names.append((.user, account)) }
            return log
        }
    }
}
