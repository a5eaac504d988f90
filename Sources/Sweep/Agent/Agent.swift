package import Fleet
internal import ShellQuoting

/// The script that runs on the hosts.
package enum Agent {
    /// The script itself, as `dovesweep agent` prints it: the agent, and the probes that an operator has added.
    package static func script(adding probes: [Probe] = []) -> [UInt8] {
        PackageResources.agent_sh + ownProbes(probes)
    }

    /// What of it is streamed: comments and indentation are half of it, and no shell needs them.
    private static let bare = PackageResources.agent_sh.split(separator: UInt8(ascii: "\n")).flatMap { line in
        let text = line.drop { $0 == UInt8(ascii: " ") }
        return text.first == UInt8(ascii: "#") || text.isEmpty ? [] : text + [UInt8(ascii: "\n")]
    }

    /// The names of all probes that are sent: the script's own, as its calls of `probe` and `ask` name them, and others.
    static func probeNames(adding probes: [Probe] = []) -> Set<String> {
        builtInNames.union(probes.map(\.name.rawValue))
    }

    static let builtInNames = Set(
        bare.split(separator: UInt8(ascii: "\n")).compactMap { line -> String? in
            let words = line.split(separator: UInt8(ascii: " "), maxSplits: 3)
            guard words.count > 3, ["probe", "ask", "conclude"].contains(String(decoding: words[0], as: UTF8.self))
            else {
                return nil
            }
            return String(decoding: words[1], as: UTF8.self)
        })

    private static func ownProbes(_ probes: [Probe]) -> [UInt8] {
        guard !probes.isEmpty else { return [] }
        // In a shell of its own, since an `exit` would end the one that reports how it ended.
        let calls = probes.map { probe in
            "    probe \(quoted(probe.name.rawValue)) \(probe.seconds) \(quoted("(\n\(probe.command)\n)"))\n"
        }
        return Array("\ndovesweep_own_probes() {\n\(calls.joined())}\n".utf8)
    }

    /// The command that the host's login shell is given; the script follows on its standard input.
    ///
    /// It is words without quotes, so that every login shell reads it alike, tcsh and fish too.
    package static func command(for host: Host) -> String {
        guard let become = host.become else { return "/bin/sh -s" }
        let asUser = become.user == "root" ? "" : "-u \(become.user) "
        return "\(become.method.rawValue) -n \(asUser)/bin/sh -s"
    }

    /// What the agent is to do beside looking.
    struct Wants {
        /// Try the probe account's password.
        var password = false
        /// Look at what only an opened mailbox tells, which may create it.
        var mailbox = false
        /// Wait at the end, until the coordinator has the log read or ends the agent.
        var closing = false

        fileprivate var words: String {
            [password ? "password" : nil, mailbox ? "mailbox" : nil, closing ? "closing" : nil].compactMap(\.self)
                .joined(separator: " ")
        }
    }

    /// All that is streamed: the script, and the last line, which calls it.
    static func stream(
        nonce: String, shell: String = "/bin/sh", account: String?, wants: Wants = Wants(), adding probes: [Probe] = []
    ) -> [UInt8] {
        let words = [nonce, shell, account ?? "", wants.words]
        let line = "\ndovesweep_agent " + words.map(quoted).joined(separator: " ") + "\n"
        return bare + ownProbes(probes) + Array(line.utf8)
    }

    /// A word that a POSIX shell reads as it is, in quotes whatever it is, and byte by byte as in `shellWord`.
    private static func quoted(_ word: String) -> String {
        let quote = UInt8(ascii: "'")
        let bytes = word.utf8.flatMap { $0 == quote ? Array(#"'\''"#.utf8) : [$0] }
        return String(decoding: [quote] + bytes + [quote], as: UTF8.self)
    }
}
