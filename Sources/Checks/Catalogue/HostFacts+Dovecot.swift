import Fleet

extension HostFacts {
    func version() throws(MissingFact) -> DovecotVersion {
        try facts.version { () throws(MissingFact) in
            let output = try evidence("version").output
            let line = String(fromHost: output.prefix { $0 != UInt8(ascii: "\n") })
            guard let version = DovecotVersion(line) else {
                throw MissingFact("Dovecot's version could not be read: \(line)")
            }
            return version
        }
    }

    var is24: Bool { (try? version())?.is24 ?? false }

    var series: String { is24 ? "2.4" : "2.3" }

    func settings() throws(MissingFact) -> Settings {
        try facts.settings { () throws(MissingFact) in
            let settings = Settings(ConfigurationBlock(parsing: try successful("config", "settings").said))
            guard settings["base_dir"] != nil else { throw MissingFact("the configuration could not be read") }
            return settings
        }
    }

    /// The configuration without defaults (`doveconf -n`).
    func configuration() throws(MissingFact) -> ConfigurationBlock {
        try facts.configuration { () throws(MissingFact) in
            ConfigurationBlock(parsing: try successful("config", "written").said)
        }
    }

    /// The directory of the main configuration file, which `doveconf -n` names first: `# 2.3.19.1 (9b53102964): /etc/…`.
    var settingsDirectory: String {
        guard let first = (try? part("config", "written"))?.lines.first(where: { $0.hasPrefix("# ") }),
            let file = first.after(": "), file.hasPrefix("/"), let end = file.lastIndex(of: "/"), end > file.startIndex
        else { return "/etc/dovecot" }
        return String(file[..<end])
    }

    /// The `service` sections.
    func sections() throws(MissingFact) -> ConfigurationBlock {
        try facts.sections { () throws(MissingFact) in
            ConfigurationBlock(parsing: try successful("config", "sections").said)
        }
    }

    var otherConfiguration: OtherConfiguration? {
        try? facts.otherConfiguration { () throws(MissingFact) in
            OtherConfiguration(try part("config", "written").said)
        }
    }

    /// The client listeners that the configuration opens.
    func promised() throws(MissingFact) -> [Listener] {
        try facts.promised { () throws(MissingFact) in
            // Of a file with an error 2.4 prints what it has read, with defaults for the rest.
            if try part("config", "written").status != 0 { throw MissingFact("the configuration cannot be read") }
            return try Listener.promised(by: try sections(), settings: try settings())
        }
    }

    /// The inventory's services, else the configuration's.
    func required() throws(MissingFact) -> [MailService] {
        if !host.services.isEmpty { return host.services }
        return MailService.allCases.filter(Set(try promised().map(\.service)).contains)
    }

    func units() throws(MissingFact) -> [UnitState] {
        try facts.units { () throws(MissingFact) in UnitState.all(in: try output("service", "systemd")) }
    }

    /// Whether systemd listens (dovecot.socket), and starts Dovecot at the first connection.
    var waitsForConnection: Bool {
        (try? isRunning()) == false
            && ((try? units()) ?? []).contains { $0.id == "dovecot.socket" && $0.isActive }
    }

    func sockets() throws(MissingFact) -> [ListeningSocket] {
        try facts.sockets { () throws(MissingFact) in
            let parts = try allParts(of: "sockets")
            guard let listing = parts["ss"] ?? parts["netstat"] ?? parts["sockstat"], listing.status == 0 else {
                throw MissingFact("the host has no tool that lists sockets (ss, netstat, sockstat)")
            }
            return listing.lines.compactMap(ListeningSocket.init)
        }
    }

    /// The services of the running master; empty if it does not answer.
    func services() throws(MissingFact) -> [ServiceStatus] {
        try facts.services { () throws(MissingFact) in
            ServiceStatus.all(in: try part("service", "status").lines)
        }
    }

    /// Whether the master runs, by its socket or the process table.
    func isRunning() throws(MissingFact) -> Bool {
        let status = try part("service", "status")
        if status.status == 0 { return true }
        // doveadm fails for other reasons too: a broken configuration, a missing plugin, no privilege. master.pid may
        // be stale.
        if let master = try? part("service", "master"), master.status == 0, master.text.contains("dovecot") {
            return true
        }
        guard status.isDenied else { return false }
        if let unit = try? units().first(where: { $0.id == "dovecot.service" }) { return unit.isActive }
        throw MissingFact("the agent has no permission to ask Dovecot's master (no root)")
    }

    func certificateFiles() throws(MissingFact) -> CertificateFiles {
        _ = try part("certificate", "key-path")
        let files = try facts.certificateFiles { () throws(MissingFact) in
            CertificateFiles(try allParts(of: "certificate"))
        }
        // Throws if the configuration is unreadable: an empty path then means nothing.
        if files.certificatePath.isEmpty || files.keyPath.isEmpty { _ = try settings() }
        return files
    }
}
