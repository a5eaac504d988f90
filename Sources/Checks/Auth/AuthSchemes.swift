import Fleet

struct AuthSchemes: Check {
    let id = "auth.schemes"
    let decides: Condition? = .schemes
    let asks: Set<Condition> = .lookups.union([.service])

    func judge(_ subject: Subject) throws(Unjudgeable) -> Judgement {
        let refused = try subject.logLines().filter(\.isRefusedScheme)
        guard let newest = refused.last else { return .pass("no password was refused for how it is stored") }
        if let own = subject.refusedScheme { return probe(own, subject) }
        return others(newest, refused, subject)
    }
}

extension LogLine {
    /// That a password could not be compared for the scheme of its hash: `Weak password scheme 'MD5-CRYPT' used and
    /// refused`, `Unknown scheme NAME`.
    var isRefusedScheme: Bool { isAuth && scheme != nil }

    var scheme: String? {
        if let name = text.between("Weak password scheme '", "'") { return String(name) }
        return text.after("Unknown scheme ").map { String($0.prefix { $0 != " " && $0 != "," }) }
    }

    /// Whether it is about an account: 2.4 names it in the prefix, 2.3 in the text.
    func names(_ account: String) -> Bool {
        ["(\(account),", "(\(account))", "<\(account)>", "user \(account)"].contains { mark in
            prefix.contains(mark) || text.contains(mark)
        }
    }
}

extension Subject {
    /// The line by which the probe account's own password was refused for its scheme, where it was just now.
    var refusedScheme: LogLine? {
        guard let account = host.probe?.user else { return nil }
        switch try? password() {
        case .broken?, .refused?: return (try? logLines())?.last { $0.isRefusedScheme && $0.names(account) }
        default: return nil
        }
    }
}

extension AuthSchemes {
    private func probe(_ line: LogLine, _ subject: Subject) -> Judgement {
        let account = subject.host.probe?.user ?? ""
        return .fail(
            "the password of \(account) is stored as \(line.scheme ?? "what"), which this Dovecot refuses: clients are"
                + " told of a temporary failure",
            signature: "\(account) \(line.scheme ?? "")", evidence: subject.excerpt(line),
            remedy: remedy(line, "\(account)", subject))
    }

    private func others(_ newest: LogLine, _ all: [LogLine], _ subject: Subject) -> Judgement {
        .warn(
            "\(all.count) logins were refused because of how the password is stored (\(newest.scheme ?? ""))",
            signature: newest.scheme ?? "", evidence: subject.excerpt(newest),
            remedy: remedy(newest, "each account that the log names", subject))
    }

    private func remedy(_ line: LogLine, _ account: Remedy.Note, _ subject: Subject) -> Advice {
        let hash: Advice = [
            .note("Store a new hash for \(account), made from its password."), .run("doveadm pw -s SHA512-CRYPT"),
        ]
        return line.text.contains("Weak password scheme")
            ? hash + [.note("Until all are stored anew, set auth_allow_weak_schemes = yes."), .reload]
            : [.note("List the schemes that this build knows."), .run("doveadm pw -l")] + hash
    }

    var explanation: Explanation {
        Explanation(
            title: "Are passwords stored in a form that this Dovecot accepts?",
            why: "2.4 refuses MD5-CRYPT, DES-CRYPT, PLAIN-MD5 and other weak hashes, and every build those that it does"
                + " not know. Only the users whose password is stored so are shut out, and they are told of a temporary"
                + " failure.",
            byHand: "doveadm log errors | grep -E 'Weak password scheme|Unknown scheme'",
            remedies: [
                "Store the password anew: doveadm pw -s SHA512-CRYPT (2.3 and 2.4).",
                "2.4, for a while: auth_allow_weak_schemes = yes",
            ],
            references: ["https://doc.dovecot.org/2.4.1/core/config/auth/schemes.html"])
    }
}
