internal import Fleet
internal import FoundationEssentials
internal import SSH

/// The known_hosts files that a sweep trusts: the usual ones, or those that a host's ssh_config names, each set read once.
struct KnownHostsFiles: Sendable {
    private struct Trust: Hashable {
        /// The user's; new keys are noted in the first.
        let own: [String]
        let system: [String]
        let policy: HostKeyPolicy
    }

    private let options: ConnectionOptions.Trust
    private var sets: [Trust: HostKeys] = [:]

    /// Reads the files for every way in which a host or a jump host is reached.
    init(for ways: [SSHSettings], _ options: ConnectionOptions.Trust, quiet: Bool) throws {
        self.options = options
        var told: Set<String> = []
        for way in ways {
            let trust = trust(way)
            guard sets[trust] == nil else { continue }
            var known = KnownHosts()
            for file in trust.own + trust.system { try add(file, to: &known) }
            for problem in known.problems where !quiet && told.insert("\(problem.file):\(problem.line)").inserted {
                complain("\(problem.file):\(problem.line): \(problem.message)")
            }
            // Where ssh_config says `none` there is nowhere to note a key, and none is noted.
            sets[trust] = HostKeys(
                known, policy: trust.own.isEmpty ? .strict : trust.policy, file: trust.own.first ?? "known_hosts")
        }
    }

    func hostKeys(for way: SSHSettings) -> HostKeys {
        guard let found = sets[trust(way)] else { preconditionFailure("a way that was not announced") }
        return found
    }

    private func trust(_ way: SSHSettings) -> Trust {
        let policy = options.policy ?? (way.acceptsNewHostKeys == true ? .acceptNew : .strict)
        if let file = options.file { return Trust(own: [file], system: [], policy: policy) }
        let home = FileManager.default.homeDirectoryForCurrentUser.path
        return Trust(
            own: way.userKnownHosts ?? ["\(home)/.ssh/known_hosts", "\(home)/.ssh/known_hosts2"],
            system: way.globalKnownHosts ?? ["/etc/ssh/ssh_known_hosts", "/etc/ssh/ssh_known_hosts2"], policy: policy)
    }

    private func add(_ file: String, to known: inout KnownHosts) throws {
        if let contents = FileManager.default.contents(atPath: file) {
            known.add(file: file, contents: Array(contents))
        } else if options.file == file, options.policy != .acceptNew {
            throw CommandFailure(ExitStatus.wrongFile, "\(file): the known_hosts file cannot be read")
        }
    }
}
