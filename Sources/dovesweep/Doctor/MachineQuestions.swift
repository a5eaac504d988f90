internal import Fleet
internal import Net
internal import Reports
internal import SSH
internal import TLS

/// What this machine and its libraries can do.
enum MachineQuestions {
    static func answers(width: Int) -> [Checkup.Answer] {
        [libSSH2, openSSL, authorities, descriptors(width: width), internet]
    }

    private static var libSSH2: Checkup.Answer {
        guard !LibSSH2.verifiesRSA else { return .init(.pass, "libssh2", LibSSH2.version) }
        return .init(
            .warn, "libssh2", "\(LibSSH2.version): hosts that have only an RSA host key cannot be verified",
            "Give such hosts an Ed25519 key (ssh-keygen -A there), or take libssh2 1.11. Logging in with RSA keys works."
        )
    }

    private static var openSSL: Checkup.Answer { .init(.pass, "OpenSSL", openSSLVersion) }

    private static var authorities: Checkup.Answer {
        guard (try? TLSContext())?.hasSystemAuthorities == true else {
            return .init(
                .warn, "authorities", "none: no certificate of a mail service will be trusted",
                "Install ca-certificates, or name yours with --ca-file.")
        }
        return .init(.pass, "authorities", "the system's are there, to verify certificates of mail services by")
    }

    private static func descriptors(width: Int) -> Checkup.Answer {
        let hosts = Descriptors.hostsAtATime()
        let words = "\(Descriptors.limit) may be open: \(hosts) hosts fit at a time"
        guard hosts < width else { return .init(.pass, "descriptors", words) }
        return .init(
            .warn, "descriptors", "\(words), fewer than the \(width) of --concurrency",
            "Raise the hard limit (ulimit -Hn), or leave it: a sweep takes as many hosts as fit.")
    }

    private static var internet: Checkup.Answer {
        hasRouteByIPv6()
            ? .init(.pass, "IPv6", "at hand")
            : .init(.skipped, "IPv6", "no route to the internet by it: hosts outside are reached by IPv4 alone")
    }
}
