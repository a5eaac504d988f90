/// OpenSSH's configuration of the client, read and checked: the user's file, then the system's.
package struct SSHConfiguration: Sendable {
    /// The lines of `~/.ssh/config`, or of the file that `ssh -F` names.
    let user: [SSHLine]
    /// The lines of `/etc/ssh/ssh_config`.
    let system: [SSHLine]

    /// Nothing is configured.
    package static let empty = SSHConfiguration(user: [], system: [])

    /// Reads the two usual files, of which each may be missing.
    package static func load(
        for coordinator: Coordinator, files: some InventoryFiles
    ) throws(InventoryError) -> SSHConfiguration {
        let user = SSHFileReader(files: files, coordinator: coordinator, isUsers: true)
        let system = SSHFileReader(files: files, coordinator: coordinator, isUsers: false)
        return SSHConfiguration(
            user: try user.read("\(coordinator.home)/.ssh/config", isPrivate: true) ?? [],
            system: try system.read("/etc/ssh/ssh_config", isPrivate: false) ?? [])
    }

    /// Reads one file in place of both, as `ssh -F` does; `none` is no file.
    package static func load(
        file: String, for coordinator: Coordinator, files: some InventoryFiles
    ) throws(InventoryError) -> SSHConfiguration {
        if file.lowercased() == "none" { return .empty }
        let reader = SSHFileReader(files: files, coordinator: coordinator, isUsers: true)
        guard let lines = try reader.read(file, isPrivate: false) else {
            throw InventoryError(
                .init(
                    "there is no such file of OpenSSH's configuration", at: Source(file: file),
                    remedy: "Name one that is there, or none."))
        }
        return SSHConfiguration(user: lines, system: [])
    }

    /// What `ssh` would do for a host. The command of a `Match exec` is given to `running`, which runs it by the shell and
    /// says whether it succeeded.
    ///
    /// - Throws: for what `ssh` refuses and only a host shows: an unknown keyword, a token or variable without value.
    package func resolve(
        _ request: Request, running: @escaping (String) -> Bool
    ) throws(InventoryError) -> Resolution {
        var resolver = SSHResolver(request, running: running)
        return try resolver.resolve(self)
    }

    /// The host that is asked for.
    package struct Request: Sendable {
        /// As it was named: what `Host` and `%n` look at.
        package var host: String
        /// What was said of it beside the files; these win, the first one first.
        package var options: [SSHOption]
        package var coordinator: Coordinator

        package init(host: String, options: [SSHOption] = [], coordinator: Coordinator) {
            self.host = host
            self.options = options
            self.coordinator = coordinator
        }
    }

    /// The machine and the account that connect.
    package struct Coordinator: Sendable {
        package var user: String
        package var userID: UInt32
        package var home: String
        package var hostName: String
        package var environment: [String: String]

        package init(user: String, userID: UInt32, home: String, hostName: String, environment: [String: String]) {
            self.user = user
            self.userID = userID
            self.home = home
            self.hostName = hostName
            self.environment = environment
        }
    }
}
