internal import Fleet
internal import FoundationEssentials
internal import SSH

/// The known_hosts files, default or of ssh_config; each set is read once.
struct KnownHostsFiles: Sendable {
    private struct Trust: Hashable {
        /// New keys go to the first.
        let own: [String]
        let system: [String]
        let policy: HostKeyPolicy
    }

    private let options: ConnectionOptions.Trust
    private var sets: [Trust: HostKeys] = [:]
    /// nil if it does not exist.
    private(set) var files: [(name: String, lines: Int?)] = []
    private(set) var problems: [KnownHosts.Problem] = []

    /// `ways`: the settings of all hosts and jump hosts.
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
                if !quiet { printError("\(problem.file):\(problem.line): \(problem.message)") }
            }
            // `UserKnownHostsFile none` leaves no file for new keys, so none is accepted.
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

    /// For new keys.
    func file(for way: SSHSettings) -> String { trust(way).own.first ?? "known_hosts" }

    /// The user's files first.
    func names(for way: SSHSettings) -> [String] { trust(way).own + trust(way).system }

    /// For unknown keys.
    func policy(for way: SSHSettings) -> HostKeyPolicy { trust(way).policy }

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
                "\(file): the known_hosts file \(FileTrouble.words(of: file)), or create an empty file and fill it "
                    + " with dovesweep doctor --host-keys")
        }
    }
}
