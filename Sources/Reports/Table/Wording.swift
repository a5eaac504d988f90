import Fleet

extension Verdict {
    var glyph: Line { Shown.verdict(self).glyph }
    var word: Line { Shown.verdict(self).word }
    var label: Line { Shown.verdict(self).label }

    /// The character of its glyph.
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

    var shout: String { self == .fail ? "FAIL" : rawValue }

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

    /// What the legend says beside the word; nil where the word says it.
    var explanation: String? {
        switch self {
        case .pass, .fail: nil
        case .warn: "works, but needs attention"
        case .unknown: "could not be determined"
        case .blocked: "by another failure of the host"
        case .skipped: "does not apply, or not asked for"
        }
    }
}

extension Item {
    /// The head of its column where a whole word has no room: four letters at most, told in the legend; `pass` is a
    /// verdict.
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
    /// What is written behind the name of a host that the gate does not count.
    var mark: Line { self == .inService ? "" : " (\(rawValue))" }
}

extension Decision {
    /// The verdict that shows the answer at a glance.
    var verdict: Verdict {
        switch answer {
        case .passed: .pass
        case .failed: .fail
        case .undecided, .interrupted: .unknown
        }
    }
}

extension Totals {
    /// How every report ends: `40 hosts: 37 pass, 2 fail, 1 undecided; logins proven: 36 of 40 hosts`.
    var sentence: String {
        let all = hosts.counted("host")
        return "\(all): \(standings); logins proven: \(loginsProven) of \(all)"
    }

    /// How many hosts stand how: `37 pass, 2 fail (1 waived), 1 undecided`.
    var standings: String {
        "\(passing) pass, \(failing) fail\(waived > 0 ? " (\(waived) waived)" : ""), \(undecided) undecided"
    }
}
