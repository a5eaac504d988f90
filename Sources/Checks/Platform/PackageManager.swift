import Fleet

/// The package manager, which decides names of packages and tools.
enum PackageManager: Sendable, Equatable {
    case apt
    /// Fedora, Red Hat and derivatives.
    case dnf
    case zypper
    case apk
    case pkg
    case unknown

    /// By ID and ID_LIKE of os-release(5).
    init(release lines: [Substring]) {
        let names = ["ID=", "ID_LIKE="].flatMap { key in
            lines.filter { $0.begins(with: key) }.flatMap { line in
                words(of: Substring(line.dropFirst(key.utf8.count).filter { $0 != "\"" && $0 != "'" }))
            }
        }
        self = names.lazy.compactMap(Self.named).first ?? .unknown
    }

    private static func named(_ name: Substring) -> PackageManager? {
        switch name {
        case "debian", "ubuntu": .apt
        case "fedora", "rhel", "centos": .dnf
        case "suse", "opensuse", "sles": .zypper
        case "alpine": .apk
        case "freebsd": .pkg
        default: nil
        }
    }

    func install(_ package: Package) -> [Remedy.Step] {
        switch self {
        case .apt: [.run("apt-get install \(Self.debian(package))")]
        case .dnf: [.run("dnf install \(Self.redHat(package))")]
        case .apk: [.run("apk add \(Self.alpine(package))")]
        case .zypper:
            [
                .note("Install the package that provides \(package.name). Its name has Dovecot's version:"),
                .run("zypper search dovecot"),
            ]
        case .pkg: [.note("Build the port mail/dovecot with \(package.name), or install the package that provides it.")]
        case .unknown: [.note("Install the Dovecot package that provides \(package.name).")]
        }
    }

    /// dpkg restores a deleted configuration file only with `--force-confmiss`.
    var restorePAMFile: [Remedy.Step] {
        switch self {
        case .apt:
            [
                .note("Reinstall the package to restore the file."),
                .run("apt-get install --reinstall -o Dpkg::Options::=--force-confmiss dovecot-core"),
            ]
        case .dnf: [.note("Reinstall the package to restore the file."), .run("dnf reinstall dovecot")]
        case .apk: [.note("Reinstall the package to restore the file."), .run("apk fix dovecot")]
        case .zypper, .pkg, .unknown:
            [.note("Restore the PAM file that the passdb names, from the Dovecot package or the old host.")]
        }
    }

    func add(_ act: PlatformAction) -> [Remedy.Step] {
        switch (act, self) {
        case (.addGroup(let gid, let name), .apk): [.run("addgroup -g \(gid) \(name)")]
        case (.addGroup(let gid, let name), .pkg): [.run("pw groupadd \(name) -g \(gid)")]
        case (.addGroup(let gid, let name), _): [.run("groupadd --gid \(gid) \(name)")]
        case (.addMailUser(let uid, let gid, let name), .apk):
            [
                .run(
                    "adduser -D -H -u \(uid) -G \"$(getent group \(gid) | cut -d: -f1)\" -s /sbin/nologin \(name)")
            ]
        case (.addMailUser(let uid, let gid, let name), .pkg):
            [.run("pw useradd \(name) -u \(uid) -g \(gid) -s /usr/sbin/nologin")]
        case (.addMailUser(let uid, let gid, let name), _):
            [.run("useradd --uid \(uid) --gid \(gid) --no-create-home --shell /usr/sbin/nologin \(name)")]
        case (.addPerson(let name), .apk): [.run("adduser -D \(name)")]
        case (.addPerson(let name), .pkg): [.run("pw useradd \(name) -m")]
        case (.addPerson(let name), _): [.run("useradd --create-home \(name)")]
        default: []
        }
    }
}

extension PackageManager {
    static func debian(_ package: Package) -> Remedy.Command {
        switch package {
        case .driver(.mysql): "dovecot-mysql"
        case .driver(.pgsql): "dovecot-pgsql"
        case .driver(.sqlite): "dovecot-sqlite"
        case .driver(.ldap): "dovecot-ldap"
        case .service(.imap): "dovecot-imapd"
        case .service(.pop3): "dovecot-pop3d"
        case .service(.lmtp): "dovecot-lmtpd"
        case .service(.submission): "dovecot-submissiond"
        case .service(.sieve): "dovecot-managesieved"
        }
    }

    /// Protocols, LDAP and SQLite are in the main package (dovecot.spec of Fedora and Red Hat).
    static func redHat(_ package: Package) -> Remedy.Command {
        switch package {
        case .driver(.mysql): "dovecot-mysql"
        case .driver(.pgsql): "dovecot-pgsql"
        case .service(.sieve): "dovecot-pigeonhole"
        default: "dovecot"
        }
    }

    /// IMAP is in the main package (APKBUILD of Alpine's community/dovecot).
    static func alpine(_ package: Package) -> Remedy.Command {
        switch package {
        case .driver, .service(.submission), .service(.lmtp), .service(.pop3): debian(package)
        case .service(.imap): "dovecot"
        case .service(.sieve): "dovecot-pigeonhole-plugin"
        }
    }
}

extension Package {
    var name: String {
        switch self {
        case .driver(let driver): "the driver \(driver.rawValue)"
        case .service(let service): "the protocol \(service.rawValue)"
        }
    }
}
