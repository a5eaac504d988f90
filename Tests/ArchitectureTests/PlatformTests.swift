import Testing

/// How a host starts services and installs packages is said in one place, so that another platform is one file more.
@Suite struct `Platforms` {
    static let programs = [
        "systemctl", "journalctl", "timedatectl", "apt-get", "rc-service", "useradd", "groupadd", "dnf ", "zypper",
    ]

    @Test func `no check names a program that only some platforms have`() {
        let checks = Escaping.sources.filter { $0.name.hasPrefix("Checks/") && !$0.name.hasPrefix("Checks/Platform/") }
        #expect(!checks.isEmpty)
        for file in checks {
            #expect(Self.programs.filter(file.code.contains) == [], "\(file.name)")
        }
    }
}
