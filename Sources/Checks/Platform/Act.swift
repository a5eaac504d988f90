package import Fleet

/// What a remedy has a host do, and each platform calls by another name.
package enum Act: Sendable, Hashable {
    case restart, start, enable
    /// Start Dovecot now and at each boot.
    case enableNow
    /// Take off what forbids any start.
    case unmask
    /// Have systemd no longer listen in Dovecot's place.
    case disableSocket

    /// Show whether Dovecot runs, as the service manager knows it.
    case showState
    /// Show whether Dovecot is started at boot.
    case showBoot
    /// Show how the host starts Dovecot.
    case showUnit
    /// Show what the service manager lets Dovecot have, by systemd's names.
    case showLimits(Remedy.Command)
    /// Change how the host starts Dovecot, as the note says.
    case changeUnit(Remedy.Note)
    /// Have the service manager read what was changed.
    case loadUnits
    /// Have the service manager forget that Dovecot's starts failed.
    case forgetFailures
    /// Show which of the services that Dovecot needs did not start.
    case showFailedNeeds

    case showLog(Int, holding: String?)
    case showKernelLog(Int, holding: String?)
    case showClock

    case install(Package)
    /// Bring back the file that tells PAM how to ask for Dovecot.
    case restorePAMFile
    /// Start a database or directory of the host's own, now and at each boot.
    case startServer(Server)

    case addGroup(gid: UInt32, name: String)
    /// Add a user that owns mail and never logs in.
    case addMailUser(uid: UInt32, gid: UInt32, name: String)
    /// Add a person, with a home directory.
    case addPerson(String)

    /// In the words of a host with systemd and Debian's packages, as the documentation prints it.
    var usual: String { Platform.usual.steps(for: self).map(\.line).joined(separator: "; ") }
}

/// What a package of Dovecot brings, or has to bring.
package enum Package: Sendable, Hashable {
    case driver(Driver)
    case service(Service)

    /// What asks a database or directory.
    package enum Driver: String, Sendable, CaseIterable { case mysql, pgsql, sqlite, ldap }
    /// A protocol.
    package enum Service: String, Sendable, CaseIterable { case imap, pop3, lmtp, submission, sieve }
}

/// A database or directory that Dovecot asks.
package enum Server: Sendable, Hashable { case mysql, postgresql, ldap }
