package import Fleet

/// A host's service and package managers, which decide a remedy's commands.
package struct Platform: Sendable, Equatable {
    var services: ServiceManager
    var packages: PackageManager

    /// For the documentation.
    package static let usual = Platform(services: .systemd(unit: "dovecot"), packages: .apt)

    package func steps(for act: PlatformAction) -> [Remedy.Step] {
        switch act {
        case .install(let package): packages.install(package)
        case .restorePAMFile: packages.restorePAMFile
        case .addGroup, .addMailUser, .addPerson: packages.add(act)
        case .startServer(let server): services.start(server)
        default: services.steps(for: act)
        }
    }
}

extension HostFacts {
    var platform: Platform { Platform(services: serviceManager, packages: PackageManager(release: releaseLines)) }

    private var serviceManager: ServiceManager {
        if let unit = starter?.unit.id { return .systemd(unit: unit) }
        if let boot { return boot.isRcConf ? .rcConf : .openRC }
        // Without evidence, assume systemd.
        guard let part = try? part("service", "systemd"), part.status != 0 else { return .systemd(unit: "dovecot") }
        return .unknown
    }

    /// os-release(5).
    var releaseLines: [Substring] { (try? output("system", "release")) ?? [] }
}
