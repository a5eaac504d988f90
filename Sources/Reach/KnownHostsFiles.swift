internal import Diagnostics
package import Fleet
internal import FoundationEssentials
package import SSH

/// The known_hosts files, default or of ssh_config; each set is read once.
package struct KnownHostsFiles: Sendable {
    private struct Trust: Hashable {
        /// New keys go to the first.
        let own: [String]
        let system: [String]
        let policy: HostKeyPolicy
    }

    private let options: HostKeyTrust
    private var sets: [Trust: HostKeys] = [:]
    /// nil if it does not exist.
    package private(set) var files: [(name: String, lines: Int?)] = []
    package private(set) var problems: [KnownHosts.Problem] = []

    /// `allSettings`: the settings of all hosts and jump hosts. `warn` gets each problem of a line when it is found.
    ///
    /// - Throws: `CommandFailure` if the file that an option names cannot be read.
    package init(
        for allSettings: [SSHSettings], _ options: HostKeyTrust, warn: (String) -> Void = { _ in }
    ) throws {
        self.options = options
        var told: Set<String> = []
        for settings in allSettings {
            let trust = trust(settings)
            guard sets[trust] == nil else { continue }
            var known = KnownHosts()
            for file in trust.own + trust.system { try add(file, to: &known) }
            for problem in known.problems where told.insert("\(problem.file):\(problem.line)").inserted {
                problems.append(problem)
                warn("\(problem.file):\(problem.line): \(problem.message)")
            }
            // `UserKnownHostsFile none` leaves no file for new keys, so none is accepted.
            sets[trust] = HostKeys(
                known, policy: trust.own.isEmpty ? .strict : trust.policy, file: trust.own.first ?? "known_hosts")
        }
    }

    package func hostKeys(for settings: SSHSettings) -> HostKeys {
        guard let found = sets[trust(settings)] else { preconditionFailure("settings that were not announced") }
        return found
    }

    private func trust(_ settings: SSHSettings) -> Trust {
        let policy = options.policy ?? (settings.acceptsNewHostKeys == true ? .acceptNew : .strict)
        if let file = options.file { return Trust(own: [file], system: [], policy: policy) }
        let home = FileManager.default.homeDirectoryForCurrentUser.path
        return Trust(
            own: settings.userKnownHosts ?? ["\(home)/.ssh/known_hosts", "\(home)/.ssh/known_hosts2"],
            system: settings.globalKnownHosts ?? ["/etc/ssh/ssh_known_hosts", "/etc/ssh/ssh_known_hosts2"],
            policy: policy)
    }

    /// For new keys.
    package func file(for settings: SSHSettings) -> String { trust(settings).own.first ?? "known_hosts" }

    /// The user's files first.
    package func names(for settings: SSHSettings) -> [String] { trust(settings).own + trust(settings).system }

    /// For unknown keys.
    package func policy(for settings: SSHSettings) -> HostKeyPolicy { trust(settings).policy }

    package func acceptsNew(_ settings: SSHSettings) -> Bool { trust(settings).policy == .acceptNew }

    private mutating func add(_ file: String, to known: inout KnownHosts) throws {
        let contents = FileManager.default.contents(atPath: file)
        if let contents { known.add(file: file, contents: Array(contents)) }
        if !files.contains(where: { $0.name == file }) {
            files.append((file, contents.map { _ in known.lineCounts[file] ?? 0 }))
        }
        if contents == nil, options.file == file, options.policy != .acceptNew {
            throw CommandFailure(
                ExitStatus.wrongFile,
                "\(file): the known_hosts file \(FileTrouble.words(of: file)), or create an empty file and fill it"
                    + " with dovesweep doctor --host-keys")
        }
    }
}
