internal import FoundationEssentials
internal import SSH

/// Reads the known_hosts files that a sweep trusts.
enum KnownHostsFiles {
    /// The user's file and the system's, or the one that was named, which must then be there.
    static func load(_ options: ConnectionOptions, quiet: Bool) throws -> HostKeys {
        let own = options.knownHosts ?? "\(FileManager.default.homeDirectoryForCurrentUser.path)/.ssh/known_hosts"
        var known = KnownHosts()
        for file in options.knownHosts == nil ? [own, "/etc/ssh/ssh_known_hosts"] : [own] {
            if let contents = FileManager.default.contents(atPath: file) {
                known.add(file: file, contents: Array(contents))
            } else if options.knownHosts != nil, options.hostKeyPolicy == .strict {
                throw CommandFailure(ExitStatus.wrongFile, "\(file): the known_hosts file cannot be read")
            }
        }
        if !quiet {
            for problem in known.problems { complain("\(problem.file):\(problem.line): \(problem.message)") }
        }
        return HostKeys(known, policy: options.hostKeyPolicy, file: own)
    }
}
