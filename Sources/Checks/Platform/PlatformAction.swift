package import Fleet

/// A remedy's step whose command depends on the host's platform.
package enum PlatformAction: Sendable, Hashable {
    case restart, start, enable
    case enableNow
    case unmask
    /// Stop systemd from listening for Dovecot.
    case disableSocket

    case showState
    case showBoot
    case showUnit
    /// What is wrong in the unit's files.
    case verifyUnit
    /// Limits of the unit, by systemd's names.
    case showLimits(Remedy.Command)
    /// Change how the host starts Dovecot, as the note says.
    case changeUnit(Remedy.Note)
    case loadUnits
    case forgetFailures
    /// Show failed services that Dovecot needs.
    case showFailedNeeds

    case showLog(Int, holding: String?)
    case showKernelLog(Int, holding: String?)
    case showClock

    case install(Package)
    /// Restore /etc/pam.d/dovecot.
    case restorePAMFile
    /// Start a local database server, now and at each boot.
    case startServer(Server)

    case addGroup(gid: UInt32, name: String)
    /// A user that owns mail and cannot log in.
    case addMailUser(uid: UInt32, gid: UInt32, name: String)
    /// A user with a home directory.
    case addPerson(String)

    /// The command in the documentation: systemd and Debian's packages.
    var usual: String { Platform.usual.steps(for: self).map(\.line).joined(separator: "; ") }
}

package enum Package: Sendable, Hashable {
    case driver(Driver)
    case service(Service)

    package enum Driver: String, Sendable, CaseIterable { case mysql, pgsql, sqlite, ldap }
    package enum Service: String, Sendable, CaseIterable { case imap, pop3, lmtp, submission, sieve }
}

/// A database server that Dovecot uses.
package enum Server: Sendable, Hashable { case mysql, postgresql, ldap }
