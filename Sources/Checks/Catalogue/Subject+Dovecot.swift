import Fleet

/// Facts about Dovecot: its version, its configuration, its processes.
extension Subject {
    func version() throws(Unjudgeable) -> DovecotVersion {
        let found = try evidence("version")
        let text = lines(of: String(decoding: found.output, as: UTF8.self)).first ?? ""
        guard let version = DovecotVersion(text) else {
            throw Unjudgeable("Dovecot's version could not be read: \(text)")
        }
        return version
    }

    /// Whether the host runs 2.4, which spells most settings differently.
    var is24: Bool { (try? version())?.is24 ?? false }

    /// `2.4`: what documentation and remedies are looked up by.
    var series: String { is24 ? "2.4" : "2.3" }

    func settings() throws(Unjudgeable) -> Settings {
        try facts.settings { () throws(Unjudgeable) in
            let settings = Settings(ConfigurationBlock(parsing: try successful("config", "settings").said))
            guard settings["base_dir"] != nil else { throw Unjudgeable("the configuration could not be read") }
            return settings
        }
    }

    /// The configuration as it was written, without defaults (`doveconf -n`).
    func configuration() throws(Unjudgeable) -> ConfigurationBlock {
        try facts.configuration { () throws(Unjudgeable) in
            ConfigurationBlock(parsing: try successful("config", "written").said)
        }
    }

    /// The services that clients and Dovecot's own programs talk to, with their listeners and users.
    func sections() throws(Unjudgeable) -> ConfigurationBlock {
        try facts.sections { () throws(Unjudgeable) in
            ConfigurationBlock(parsing: try successful("config", "sections").said)
        }
    }

    /// The configuration that Dovecot was started with, where that is another than its tools read.
    var otherConfiguration: OtherConfiguration? {
        try? facts.otherConfiguration { () throws(Unjudgeable) in
            OtherConfiguration(try part("config", "written").said)
        }
    }

    /// The listeners that the configuration promises.
    func promised() throws(Unjudgeable) -> [Listener] {
        try facts.promised { () throws(Unjudgeable) in
            try Listener.promised(by: try sections(), settings: try settings())
        }
    }

    /// The services that must be there: what the inventory says, else what the configuration promises.
    func required() throws(Unjudgeable) -> [MailService] {
        if !host.services.isEmpty { return host.services }
        return MailService.allCases.filter(Set(try promised().map(\.service)).contains)
    }

    func units() throws(Unjudgeable) -> [UnitState] {
        try facts.units { () throws(Unjudgeable) in UnitState.all(in: try output("service", "systemd")) }
    }

    /// Whether systemd listens in Dovecot's place, and starts it with the first connection.
    var waitsForConnection: Bool {
        (try? isRunning()) == false
            && ((try? units()) ?? []).contains { $0.id == "dovecot.socket" && $0.isActive }
    }

    func sockets() throws(Unjudgeable) -> [ListeningSocket] {
        try facts.sockets { () throws(Unjudgeable) in
            let parts = try allParts(of: "sockets")
            guard let listing = parts["ss"] ?? parts["netstat"] ?? parts["sockstat"], listing.status == 0 else {
                throw Unjudgeable("the host has no tool that lists sockets (ss, netstat, sockstat)")
            }
            return listing.lines.compactMap(ListeningSocket.init)
        }
    }

    /// What the running master says of its services; none where it does not answer.
    func services() throws(Unjudgeable) -> [ServiceStatus] {
        try facts.services { () throws(Unjudgeable) in
            ServiceStatus.all(in: try part("service", "status").lines)
        }
    }

    /// Whether a master process of Dovecot is alive, as its own socket or the process table tells.
    func isRunning() throws(Unjudgeable) -> Bool {
        let status = try part("service", "status")
        if status.status == 0 { return true }
        // doveadm fails for many reasons while Dovecot runs: a broken configuration, a missing plugin, no privilege.
        // A number in master.pid alone is no proof: it may be stale, and somebody else's by now.
        if let master = try? part("service", "master"), master.status == 0, master.text.contains("dovecot") {
            return true
        }
        guard status.isDenied else { return false }
        if let unit = try? units().first(where: { $0.id == "dovecot.service" }) { return unit.isActive }
        throw Unjudgeable("the agent lacks the privilege to ask Dovecot's master (no root)")
    }

    func certificateFiles() throws(Unjudgeable) -> CertificateFiles {
        _ = try part("certificate", "key-path")
        let files = try facts.certificateFiles { () throws(Unjudgeable) in
            CertificateFiles(try allParts(of: "certificate"))
        }
        // Only a configuration that can be read may be said to name no file.
        if files.certificatePath.isEmpty || files.keyPath.isEmpty { _ = try settings() }
        return files
    }
}
