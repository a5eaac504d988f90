internal import Assessment
internal import Fleet

extension Verdict {
    var glyph: Line { CellState.verdict(self).glyph }
    var word: Line { CellState.verdict(self).word }
    var label: Line { CellState.verdict(self).label }

    var symbol: String {
        switch self {
        case .pass: "✓"
        case .warn: "!"
        case .fail: "✗"
        case .unknown: "?"
        case .blocked: "↳"
        case .skipped: "-"
        }
    }

    var cellText: String { CellState.verdict(self).cellText }

    var paint: Paint {
        switch self {
        case .pass: .plain
        case .warn: .warning
        case .fail: .failure
        case .unknown: .open
        case .blocked: .blocked
        case .skipped: .faint
        }
    }

    /// In the legend; nil if the word is enough.
    var explanation: String? {
        switch self {
        case .pass, .fail: nil
        case .warn: "works, but needs attention"
        case .unknown: "could not be determined"
        case .blocked: "by another failure of the host"
        case .skipped: "does not apply, or was left out"
        }
    }
}

extension Item {
    /// At most four letters, explained in the legend; `pass` is a verdict.
    var shortHead: Line {
        switch self {
        case .config: "conf"
        case .service: "serv"
        case .ports: "port"
        case .firewall: "fire"
        case .tls: "tls"
        case .auth: "auth"
        case .user: "user"
        case .password: "pwd"
        case .mailLocation: "mail"
        case .permissions: "perm"
        case .logs: "logs"
        default: "\(String(rawValue.prefix(4)))"
        }
    }

    var head: Line { "\(rawValue)" }
}

extension Host.State {
    /// Follows the name of a host that the gate does not count.
    var mark: Line { self == .inService ? "" : " (\(rawValue))" }
}

extension Decision {
    var verdict: Verdict {
        switch answer {
        case .passed: .pass
        case .failed: .fail
        case .undecided, .interrupted: .unknown
        }
    }
}

extension Totals {
    /// `40 hosts: 37 pass, 2 fail, 1 undecided; logins proven: 36 of 40 hosts`.
    var sentence: String {
        let all = hosts.counted("host")
        return "\(all): \(standings); logins proven: \(loginsProven) of \(all)"
    }

    /// `37 pass, 1 fail, 1 waived, 1 undecided`.
    var standings: String {
        "\(passing) pass, \(failing - waived) fail\(waived > 0 ? ", \(waived) waived" : ""), \(undecided) undecided"
    }
}
