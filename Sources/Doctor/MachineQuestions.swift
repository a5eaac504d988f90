internal import Fleet
internal import Net
internal import Reach
package import Reports
internal import SSH
internal import TLS

package enum MachineQuestions {
    package static func answers(width: Int) -> [DoctorReport.Answer] {
        [libSSH2, openSSL, authorities, descriptors(width: width), internet]
    }

    private static var libSSH2: DoctorReport.Answer {
        guard !LibSSH2.verifiesRSA else { return .init(.pass, "libssh2", LibSSH2.version) }
        return .init(
            .warn, "libssh2", "\(LibSSH2.version): hosts that have only an RSA host key cannot be verified",
            "Give such hosts an Ed25519 key (ssh-keygen -A there), or install libssh2 1.11. Login with RSA keys works."
        )
    }

    private static var openSSL: DoctorReport.Answer { .init(.pass, "OpenSSL", openSSLVersion) }

    private static var authorities: DoctorReport.Answer {
        guard (try? TLSContext())?.hasSystemAuthorities == true else {
            return .init(
                .warn, "authorities", "none: no certificate of a mail service will be trusted",
                "Install ca-certificates, or give your CA file with --ca-file.")
        }
        return .init(.pass, "authorities", "the CA certificates of the system are installed")
    }

    private static func descriptors(width: Int) -> DoctorReport.Answer {
        let hosts = Descriptors.hostsAtATime()
        let words = "\(Descriptors.limit) may be open, enough for \(hosts) hosts at the same time"
        guard hosts < width else { return .init(.pass, "descriptors", words) }
        return .init(
            .warn, "descriptors", "\(words), fewer than the \(width) of --concurrency",
            "Raise the hard limit (ulimit -Hn), or accept that a sweep takes fewer hosts at the same time.")
    }

    private static var internet: DoctorReport.Answer {
        hasRouteByIPv6()
            ? .init(.pass, "IPv6", "available")
            : .init(.skipped, "IPv6", "no IPv6 route to the internet: hosts there are reached only over IPv4")
    }
}
