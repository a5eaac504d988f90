internal import Fleet
internal import Reports
internal import SSH

/// What known_hosts says of the hosts, without asking them.
struct HostKeyQuestions {
    let knownHosts: KnownHostsFiles
    let options: ConnectionOptions

    func answers(for hosts: [Host]) -> [Checkup.Answer] {
        [fileAnswer] + (hosts.isEmpty ? [] : [hostAnswer(hosts)])
    }

    private var fileAnswer: Checkup.Answer {
        let problems = knownHosts.known.problems
        let words = knownHosts.files.map { file in
            guard !knownHosts.missing.contains(file) else { return "\(file): is not there" }
            let wrong = problems.filter { $0.file == file }
            let lines = "\(file): \(count(knownHosts.known.lineCounts[file] ?? 0, "line"))"
            return wrong.isEmpty ? lines : "\(lines), and \(wrong.count) that cannot be read"
        }
        let isMissed = options.knownHosts != nil && !knownHosts.missing.isEmpty && options.hostKeyPolicy == .strict
        var answer = Checkup.Answer(
            isMissed ? .fail : problems.isEmpty ? .pass : .warn, "known_hosts", words.joined(separator: "; "))
        if let problem = problems.first {
            answer.words.append("line \(problem.line) of \(problem.file): \(problem.message)")
        }
        return answer
    }

    private func hostAnswer(_ hosts: [Host]) -> Checkup.Answer {
        let keys = knownHosts.hostKeys
        let unknown = hosts.filter { !keys.knows(SSHDestination($0)) }.map(\.name)
        let words = "\(hosts.count - unknown.count) of \(hosts.count) hosts are known"
        guard !unknown.isEmpty else { return .init(.pass, "host keys", words) }
        if options.hostKeyPolicy == .acceptNew {
            return .init(.pass, "host keys", "\(words); accept-new takes the keys of \(unknown.fewNames)")
        }
        return .init(
            unknown.count == hosts.count ? .fail : .warn, "host keys", "\(words), not \(unknown.fewNames)",
            "dovesweep doctor --host-keys prints theirs, to compare and to add to \(knownHosts.files[0]).")
    }

    private func count(_ number: Int, _ noun: String) -> String { number == 1 ? "1 \(noun)" : "\(number) \(noun)s" }
}

extension SSHDestination {
    /// A host as SSH reaches it, for what has nothing to do with logging in.
    init(_ host: Host) {
        self.init(host: host.address, port: host.port, user: host.user ?? "")
    }
}
