import Fleet

extension Verdict {
    /// Its glyph, told apart by shape alone, one column wide.
    var glyph: Line { Line("\(symbol)").painted(paint) }

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

    /// Its word; the one that must be seen from afar shouts.
    var word: Line { ("\(shout)" as Line).painted(paint) }

    var shout: String { self == .fail ? "FAIL" : rawValue }

    /// Glyph and word: `✗ FAIL`.
    var label: Line { (glyph + " " + word).painted(paint) }

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

extension HostResult {
    /// What is written behind the name of a host that is not counted, or whose every failure is waived.
    var mark: Line {
        let failures = findings.filter { $0.verdict == .fail }
        let isWaived = !failures.isEmpty && failures.allSatisfy { $0.waiver != nil }
        return host.state.mark + (isWaived ? " (waived)" : "")
    }
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
        return
            "\(all): \(passing) pass, \(failing) fail, \(undecided) undecided; logins proven: \(loginsProven) of \(all)"
    }
}
