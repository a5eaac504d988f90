package import Diagnostics
package import TextFiles

/// OpenSSH's client configuration, parsed.
package struct SSHConfiguration: Sendable {
    let user: [SSHLine]
    let system: [SSHLine]

    package static let empty = SSHConfiguration(user: [], system: [])

    /// Reads the usual files, of which either may be missing.
    package static func load(
        for coordinator: Coordinator, files: some FileSystem
    ) throws(InputError) -> SSHConfiguration {
        let user = SSHFileReader(files: files, coordinator: coordinator, isUsers: true)
        let system = SSHFileReader(files: files, coordinator: coordinator, isUsers: false)
        return SSHConfiguration(
            user: try user.read("\(coordinator.home)/.ssh/config", isPrivate: true) ?? [],
            system: try system.read("/etc/ssh/ssh_config", isPrivate: false) ?? [])
    }

    /// Reads one file instead, as `ssh -F` does; `none` reads no file.
    package static func load(
        file: String, for coordinator: Coordinator, files: some FileSystem
    ) throws(InputError) -> SSHConfiguration {
        if file.lowercased() == "none" { return .empty }
        let reader = SSHFileReader(files: files, coordinator: coordinator, isUsers: true)
        guard let lines = try reader.read(file, isPrivate: false) else {
            throw InputError(
                .init(
                    "this file of the OpenSSH configuration does not exist", at: Source(file: file),
                    remedy: "Correct its path, or write none."))
        }
        return SSHConfiguration(user: lines, system: [])
    }

    /// Evaluates the configuration for one host.
    ///
    /// `running` runs the command of `Match exec` in the shell, and says whether it succeeded.
    /// - Throws: for an unknown keyword, or a token or variable without a value.
    package func resolve(
        _ request: Request, running: @escaping (String) -> Bool
    ) throws(InputError) -> Resolution {
        var resolver = SSHResolver(request, running: running)
        return try resolver.resolve(self)
    }

    package struct Request: Sendable {
        /// As given: `Host` and `%n` see it.
        package var host: String
        /// They win over the files, and the first value counts.
        package var options: [SSHOption]
        package var coordinator: Coordinator

        package init(host: String, options: [SSHOption] = [], coordinator: Coordinator) {
            self.host = host
            self.options = options
            self.coordinator = coordinator
        }
    }

    /// The machine and account that run dovesweep.
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
