package import Credentials
internal import Diagnostics
package import Fleet
internal import Inventory
package import Reports

/// Checks what hosts need: files that their variables name, a probe account, sudo, jump hosts.
package enum FleetQuestions {
    package static func answers(for hosts: [Host], _ chosen: ChosenHosts, byPassword: Set<String>) -> [DoctorReport
        .Answer]
    {
        guard !hosts.isEmpty else { return [] }
        return filesAndAccount(hosts, chosen) + sudo(hosts, chosen) + jumps(hosts)
    }

    private static func filesAndAccount(_ hosts: [Host], _ chosen: ChosenHosts) -> [DoctorReport.Answer] {
        do {
            let found = try HostFiles(of: hosts, chosen, asksForPasswords: false)
            return [files(found.problems, hosts), account(hosts, unread: found.withoutPassword)]
        } catch {
            let failure = error as? CommandFailure
            return [
                .init(.fail, "host files", failure?.message ?? "\(error)"),
                account(hosts, unread: Set(hosts.map(\.name))),
            ]
        }
    }

    private static func files(_ problems: [(host: String, words: String)], _ hosts: [Host]) -> DoctorReport.Answer {
        guard let first = problems.first else {
            return .init(.pass, "host files", "the key, password and CA files that hosts use can be read")
        }
        let lost = Set(problems.map(\.host))
        let names = hosts.map(\.name).filter(lost.contains)
        return .init(
            .fail, "host files",
            "\(lost.count) of \(hosts.count.counted("host")) cannot be swept: \(names.fewNames)", first.words)
    }

    private static func account(_ hosts: [Host], unread: Set<String>) -> DoctorReport.Answer {
        let without = hosts.filter { $0.probe == nil && $0.role != .lmtp }.map(\.name)
        let unable = hosts.filter { $0.probe != nil && $0.probe?.password == nil }.map(\.name)
        let lost = hosts.map(\.name).filter(unread.contains)
        if let words = [
            without.isEmpty ? nil : "none for \(without.fewNames)",
            unable.isEmpty ? nil : "no password for \(unable.fewNames)",
            lost.isEmpty ? nil : "a password that cannot be read for \(lost.fewNames)",
        ].compactMap(\.self).joinedSentence {
            return .init(
                .skipped, "probe account", "\(words): no login is tested there",
                "Set dovesweep_probe_user and dovesweep_probe_password_file, or give --probe-user and "
                    + "--probe-password-file.")
        }
        return .init(.pass, "probe account", "each host has one with a password")
    }

    private static func sudo(_ hosts: [Host], _ chosen: ChosenHosts) -> [DoctorReport.Answer] {
        let becoming = hosts.filter { $0.become?.method == .sudo }
        guard !becoming.isEmpty else { return [] }
        let sources = Dictionary(chosen.hosts.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
        let without = becoming.filter { host in
            guard let source = sources[host.name] else { return true }
            return (try? chosen.secrets(of: source, as: host).become) == nil
        }
        guard let first = without.first else {
            return [.init(.pass, "sudo", "a password is known for \(becoming.count.counted("host"))")]
        }
        return [
            .init(
                .skipped, "sudo", "no password is known for \(without.map(\.name).fewNames)",
                "Allow sudo without a password with this line of sudoers: \(first.user ?? "USER") "
                    + "ALL=(\(first.become?.user ?? "root")) "
                    + "NOPASSWD: /bin/sh -s. Or give a password: --ask-become-pass, ansible_become_password.")
        ]
    }

    private static func jumps(_ hosts: [Host]) -> [DoctorReport.Answer] {
        let names = Set(hosts.flatMap { $0.jumps ?? [] }.map(\.name)).sorted()
        return names.isEmpty
            ? [] : [.init(.skipped, "jump hosts", "\(names.fewNames): dovesweep logs in to them with the keys above")]
    }
}

extension [String] {
    /// nil if empty.
    fileprivate var joinedSentence: String? { isEmpty ? nil : joined(separator: "; ") }
}
