internal import Diagnostics
package import Fleet
package import Reach
package import Reports
internal import SSH

/// Checks known_hosts, without connecting.
package struct HostKeyQuestions {
    private let knownHosts: Result<KnownHostsFiles, CommandFailure>

    package init(for hosts: [Host], _ trust: HostKeyTrust) {
        let allSettings = hosts.isEmpty ? [SSHSettings()] : Set(hosts.map(\.sshSettings))
        do {
            knownHosts = .success(try KnownHostsFiles(for: Array(allSettings), trust))
        } catch {
            knownHosts = .failure(error as? CommandFailure ?? CommandFailure(ExitStatus.defect, "\(error)"))
        }
    }

    package func answers(for hosts: [Host]) -> [DoctorReport.Answer] {
        switch knownHosts {
        case .failure(let failure): [.init(.fail, "known_hosts", failure.message)]
        case .success(let files): [answer(on: files)] + (hosts.isEmpty ? [] : [answer(on: hosts, files)])
        }
    }

    private func answer(on read: KnownHostsFiles) -> DoctorReport.Answer {
        let there = read.files.filter { $0.lines != nil }
        let words = there.map { file, lines in
            let wrong = read.problems.count { $0.file == file }
            let count = lines == 1 ? "1 line" : "\(lines ?? 0) lines"
            return wrong == 0 ? "\(file): \(count)" : "\(file): \(count), and \(wrong) that cannot be read"
        }
        let none = "no file exists: \(read.files.map(\.name).joined(separator: ", "))"
        var answer = DoctorReport.Answer(
            !read.problems.isEmpty ? .warn : words.isEmpty ? .skipped : .pass, "known_hosts",
            words.isEmpty ? none : words.joined(separator: "; "))
        if let problem = read.problems.first {
            answer.words.append("line \(problem.line) of \(problem.file): \(problem.message)")
        }
        return answer
    }

    private func answer(on hosts: [Host], _ read: KnownHostsFiles) -> DoctorReport.Answer {
        let unknown = hosts.filter { !read.hostKeys(for: $0.sshSettings).knows(SSHDestination($0)) }
        let words =
            "\(hosts.count - unknown.count) of \(hosts.count.counted("host")) \(hosts.count == 1 ? "is" : "are") known"
        guard let first = unknown.first else { return .init(.pass, "host keys", words) }
        let names = unknown.map(\.name).fewNames
        if unknown.allSatisfy({ read.acceptsNew($0.sshSettings) }) {
            return .init(.pass, "host keys", "\(words); new host keys are accepted without comparison: \(names)")
        }
        return .init(
            unknown.count == hosts.count ? .fail : .warn, "host keys",
            "\(unknown.count) of \(hosts.count.counted("host")) \(unknown.count == 1 ? "is" : "are") not in "
                + "known_hosts: \(names)",
            "dovesweep doctor --host-keys prints their keys: compare them and add them to "
                + "\(read.file(for: first.sshSettings))."
        )
    }
}

extension SSHDestination {
    /// Without a user, for what needs no login.
    init(_ host: Host) {
        self.init(host: host.address, port: host.port.number, user: host.user ?? "", alias: host.ssh?.hostKeyAlias)
    }
}
