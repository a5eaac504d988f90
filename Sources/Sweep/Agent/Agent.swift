package import Fleet
internal import ShellQuoting

/// The shell script that runs on the hosts.
package enum Agent {
    /// As `dovesweep agent` prints it, with the operator's own probes.
    package static func script(adding probes: [Probe] = []) -> [UInt8] {
        AgentFiles.script + ownProbes(probes)
    }

    /// Without comments and indentation, for streaming.
    private static let bare = AgentFiles.script.split(separator: UInt8(ascii: "\n")).flatMap { line in
        let text = line.drop { $0 == UInt8(ascii: " ") }
        return text.first == UInt8(ascii: "#") || text.isEmpty ? [] : text + [UInt8(ascii: "\n")]
    }

    static func probeNames(adding probes: [Probe] = []) -> Set<String> {
        AgentFiles.probeNames.union(probes.map(\.name.rawValue))
    }

    private static func ownProbes(_ probes: [Probe]) -> [UInt8] {
        guard !probes.isEmpty else { return [] }
        // In a subshell: an `exit` must not end the shell that reports the status.
        let calls = probes.map { probe in
            "    probe \(quoted(probe.name.rawValue)) \(probe.seconds) \(quoted("(\n\(probe.command)\n)"))\n"
        }
        return Array("\ndovesweep_own_probes() {\n\(calls.joined())}\n".utf8)
    }

    /// The command for the login shell; the script follows on standard input. Without quotes, so that tcsh and fish
    /// parse it too.
    package static func command(for host: Host) -> String {
        guard let become = host.become else { return "/bin/sh -s" }
        let asUser = become.user == "root" ? "" : "-u \(become.user) "
        return "\(become.method.rawValue) -n \(asUser)/bin/sh -s"
    }

    struct Wants {
        /// How many times longer than usual a probe may take.
        var patience = 1
        var password = false
        /// Look into an opened mailbox, which may create it.
        var mailbox = false
        /// Wait at the end for `close` or `leave`.
        var closing = false

        fileprivate var words: String {
            [password ? "password" : nil, mailbox ? "mailbox" : nil, closing ? "closing" : nil].compactMap(\.self)
                .joined(separator: " ")
        }
    }

    static func stream(
        nonce: String, shell: String = "/bin/sh", account: String?, wants: Wants = Wants(), adding probes: [Probe] = []
    ) -> [UInt8] {
        let words = [nonce, shell, account ?? "", wants.words, "\(wants.patience)"]
        let line = "\ndovesweep_agent " + words.map(quoted).joined(separator: " ") + "\n"
        return bare + ownProbes(probes) + Array(line.utf8)
    }

    /// Always quotes, byte by byte like `shellWord`.
    private static func quoted(_ word: String) -> String {
        "'\(String(decoding: AgentFiles.escaped(word.utf8), as: UTF8.self))'"
    }
}
