internal import FoundationEssentials
internal import SSH

/// Reads the known_hosts files that a sweep trusts.
struct KnownHostsFiles {
    /// Those that were looked for, in order; the first one is where new keys are noted.
    let files: [String]
    /// Those that are not there.
    let missing: [String]
    let known: KnownHosts
    private let policy: HostKeyPolicy

    /// The user's file and the system's, or the one that was named.
    init(_ options: ConnectionOptions) {
        let own = options.knownHosts ?? "\(FileManager.default.homeDirectoryForCurrentUser.path)/.ssh/known_hosts"
        files = options.knownHosts == nil ? [own, "/etc/ssh/ssh_known_hosts"] : [own]
        policy = options.hostKeyPolicy
        var (known, missing) = (KnownHosts(), [String]())
        for file in files {
            if let contents = FileManager.default.contents(atPath: file) {
                known.add(file: file, contents: Array(contents))
            } else {
                missing.append(file)
            }
        }
        (self.known, self.missing) = (known, missing)
    }

    var hostKeys: HostKeys { HostKeys(known, policy: policy, file: files[0]) }

    /// The host keys of a sweep; a file that was named must be there, unless new keys are noted in it.
    static func load(_ options: ConnectionOptions, quiet: Bool) throws -> HostKeys {
        let loaded = KnownHostsFiles(options)
        if options.knownHosts != nil, options.hostKeyPolicy == .strict, let file = loaded.missing.first {
            throw CommandFailure(ExitStatus.wrongFile, "\(file): the known_hosts file cannot be read")
        }
        if !quiet {
            for problem in loaded.known.problems { complain("\(problem.file):\(problem.line): \(problem.message)") }
        }
        return loaded.hostKeys
    }
}
