package import Fleet

/// How a host starts services, installs packages and keeps its log: the words of its remedies.
package struct Platform: Sendable, Equatable {
    var services: ServiceManager
    var packages: PackageManager

    /// What documentation and explanations without a host speak of.
    package static let usual = Platform(services: .systemd(unit: "dovecot"), packages: .apt)

    package func steps(for act: Act) -> [Remedy.Step] {
        switch act {
        case .install(let package): packages.install(package)
        case .restorePAMFile: packages.restorePAMFile
        case .addGroup, .addMailUser, .addPerson: packages.add(act)
        case .startServer(let server): services.start(server)
        default: services.steps(for: act)
        }
    }
}

extension Subject {
    /// By what the agent found there.
    var platform: Platform { Platform(services: serviceManager, packages: PackageManager(release: releaseLines)) }

    private var serviceManager: ServiceManager {
        if let unit = starter?.unit.id { return .systemd(unit: unit) }
        if let boot { return boot.isRcConf ? .rcConf : .openRC }
        // Without any evidence it is what nearly all hosts have.
        guard let part = try? part("service", "systemd"), part.status != 0 else { return .systemd(unit: "dovecot") }
        return .unknown
    }

    /// The lines of os-release(5).
    var releaseLines: [Substring] { (try? output("system", "release")) ?? [] }
}
