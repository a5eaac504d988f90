import Fleet

struct KeyPermissions: Check {
    let id = "permissions.key"
    let decides: Condition? = .secrecy
    let asks: Set<Condition> = .settings.union([.certificateFiles])

    func judge(_ subject: HostFacts) throws(MissingFact) -> Judgement {
        if let reason = subject.whyNoTLS { return .skipped(reason) }
        let files = try subject.certificateFiles()
        guard let key = files.keyEntry else { throw MissingFact("the private key file could not be checked") }
        // A closed directory above, as letsencrypt's, protects the file.
        let isOpen = files.keyDirectories.allSatisfy { $0.allows("x", at: .other) }
        for (permission, deed) in [("r", "read"), ("w", "replace")] as [(Character, String)] {
            if isOpen, key.allows(permission, at: .other) { return exposed(key, to: deed, subject) }
        }
        // A group such as Debian's ssl-cert is right: Dovecot reads as root.
        return .pass("\(key.path) is \(key.mode) \(key.owner):\(key.group)")
    }
}

extension KeyPermissions {
    private func exposed(_ key: FileEntry, to deed: String, _ subject: HostFacts) -> Judgement {
        .fail(
            "every user of the host can \(deed) the private key \(key.path) (\(key.mode))",
            signature: "\(key.path) \(deed)",
            evidence: subject.excerpt("certificate", "key-file") + subject.excerpt("certificate", "key-directories"),
            remedy: [
                .run("chmod o= \(key.path)"),
                .note("If you do not trust every account on this host, issue a new key and certificate."),
            ])
    }

    var explanation: Explanation {
        Explanation(
            title: "Is the private key protected from other users?",
            why:
                "With the key, anyone can impersonate the server. Dovecot reads it as root, so 0600 root:root is enough;"
                + " Debian's 0640 root:ssl-cert is right too.",
            byHand: "ls -lL KEY; namei -l KEY",
            remedies: ["chmod 0600 KEY"],
            references: ["https://doc.dovecot.org/2.4.1/core/config/ssl.html"])
    }
}
