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
    /// The files that were looked for, and how many lines each has; nil where it is not there.
    private(set) var files: [(name: String, lines: Int?)] = []
    private(set) var problems: [KnownHosts.Problem] = []

    /// Reads the files for every way in which a host or a jump host is reached.
    init(for ways: [SSHSettings], _ options: ConnectionOptions.Trust, quiet: Bool) throws {
        self.options = options
        var told: Set<String> = []
        for way in ways {
            let trust = trust(way)
            guard sets[trust] == nil else { continue }
            var known = KnownHosts()
            for file in trust.own + trust.system { try add(file, to: &known) }
            for problem in known.problems where told.insert("\(problem.file):\(problem.line)").inserted {
                problems.append(problem)
                if !quiet { complain("\(problem.file):\(problem.line): \(problem.message)") }
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

    /// Where new keys of such a host are noted.
    func file(for way: SSHSettings) -> String { trust(way).own.first ?? "known_hosts" }

    /// The files that are asked about such a host, the user's first.
    func names(for way: SSHSettings) -> [String] { trust(way).own + trust(way).system }

    /// What becomes of a key that they do not have.
    func policy(for way: SSHSettings) -> HostKeyPolicy { trust(way).policy }

    /// Whether the keys of new hosts are taken unseen.
    func acceptsNew(_ way: SSHSettings) -> Bool { trust(way).policy == .acceptNew }

    private mutating func add(_ file: String, to known: inout KnownHosts) throws {
        let contents = FileManager.default.contents(atPath: file)
        if let contents { known.add(file: file, contents: Array(contents)) }
        if !files.contains(where: { $0.name == file }) {
            files.append((file, contents.map { _ in known.lineCounts[file] ?? 0 }))
        }
        if contents == nil, options.file == file, options.policy != .acceptNew {
            throw CommandFailure(
                ExitStatus.wrongFile,
                "\(file): the known_hosts file cannot be read: correct --known-hosts, or make an empty one, which "
                    + "dovesweep doctor --host-keys then has lines for")
        }
    }
}
