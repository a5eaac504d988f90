package import Diagnostics
package import Fleet
package import TextFiles

/// How `ssh` on this machine reaches hosts and jump hosts. Caches files. Not thread-safe.
package final class SSHRoutes {
    package struct Route {
        package var address: String
        package var port: Port
        package var user: String?
        package var settings: SSHSettings
        package var jumps: [JumpHost] = []
        package var unsupported: [String]
    }

    /// `ssh` itself loops until it runs out of processes.
    private static let longestWay = 8

    private let coordinator: SSHConfiguration.Coordinator
    private let files: any FileSystem
    private let running: (String) -> Bool
    private let usual: SSHConfiguration
    private var named: [String: SSHConfiguration] = [:]

    /// `running` runs the command of `Match exec`.
    package convenience init(
        for coordinator: SSHConfiguration.Coordinator, files: some FileSystem,
        running: @escaping (String) -> Bool
    ) throws(InputError) {
        let usual = try SSHConfiguration.load(for: coordinator, files: files)
        self.init(by: usual, for: coordinator, files: files, running: running)
    }

    init(
        by usual: SSHConfiguration, for coordinator: SSHConfiguration.Coordinator, files: any FileSystem,
        running: @escaping (String) -> Bool
    ) {
        self.usual = usual
        self.coordinator = coordinator
        self.files = files
        self.running = running
    }

    /// `options` win over the configuration; `file` is the argument of `ssh -F`.
    package func route(to host: String, options: [SSHOption], file: String?) throws(InputError) -> Route {
        try route(to: host, options, by: try configuration(file), depth: 0)
    }

    private func route(
        to host: String, _ options: [SSHOption], by configuration: SSHConfiguration, depth: Int,
        isStraight: Bool = false
    ) throws(InputError) -> Route {
        let request = SSHConfiguration.Request(host: host, options: options, coordinator: coordinator)
        let found = try configuration.resolve(request, running: running)
        var route = Route(
            address: found.hostName, port: found.port, user: found.user, settings: found.settings,
            unsupported: found.unsupported)
        if isStraight { route.settings.proxyCommand = nil }
        guard !found.proxyJump.isEmpty, !isStraight else { return route }
        guard depth < Self.longestWay else {
            route.unsupported.append("its jump hosts lead through each other in a loop (\(Excerpt.of(host))).")
            return route
        }
        for (place, hop) in found.proxyJump.enumerated() {
            // Only the first hop uses its own proxy settings.
            let way = try self.route(
                to: hop.host, hop.options, by: configuration, depth: depth + 1, isStraight: place > 0)
            route.jumps += way.jumps
            route.jumps.append(
                JumpHost(name: hop.host, address: way.address, port: way.port, user: way.user, ssh: way.settings))
            route.unsupported += way.unsupported.map { "jump host \(Excerpt.of(hop.host)): \($0)" }
        }
        return route
    }

    private func configuration(_ file: String?) throws(InputError) -> SSHConfiguration {
        guard let file else { return usual }
        if let known = named[file] { return known }
        let path = file.begins(with: "~/") ? coordinator.home + Substring(file.utf8.dropFirst()) : file
        let read = try SSHConfiguration.load(file: path, for: coordinator, files: files)
        named[file] = read
        return read
    }
}

extension SSHHop {
    fileprivate var options: [SSHOption] {
        let source = Source(file: "ProxyJump \(text)")
        return [user.map { .user($0, from: source) }, port.map { .port($0, from: source) }]
            .compactMap(\.self)
    }
}
