import Fleet

/// What installs packages, and so what they and their tools are called.
enum PackageManager: Sendable, Equatable {
    /// Debian and Ubuntu.
    case apt
    /// Fedora, Red Hat and those that are made of it.
    case dnf
    /// SUSE.
    case zypper
    /// Alpine.
    case apk
    /// FreeBSD.
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
                .note("Install the package that brings \(package.name). Its name has Dovecot's version:"),
                .run("zypper search dovecot"),
            ]
        case .pkg: [.note("Build the port mail/dovecot with \(package.name), or install the package that has it.")]
        case .unknown: [.note("Install the package of Dovecot that brings \(package.name).")]
        }
    }

    /// dpkg does not restore a configuration file that was deleted, unless it is told to (`--force-confmiss`).
    var restorePAMFile: [Remedy.Step] {
        switch self {
        case .apt:
            [
                .note("Reinstall the package to bring the file back."),
                .run("apt-get install --reinstall -o Dpkg::Options::=--force-confmiss dovecot-core"),
            ]
        case .dnf: [.note("Reinstall the package to bring the file back."), .run("dnf reinstall dovecot")]
        case .apk: [.note("Reinstall the package to bring the file back."), .run("apk fix dovecot")]
        case .zypper, .pkg, .unknown:
            [.note("Bring the file of PAM back that the passdb names, from the package of Dovecot or the old host.")]
        }
    }

    /// Adds users and groups: the tools come with the distribution, as packages do.
    func add(_ act: Act) -> [Remedy.Step] {
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
    /// What it brings, for a sentence.
    var name: String {
        switch self {
        case .driver(let driver): "the driver \(driver.rawValue)"
        case .service(let service): "the protocol \(service.rawValue)"
        }
    }
}
