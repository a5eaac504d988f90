import Fleet

extension Subject {
    /// What is worth knowing of a host beside its verdicts, and to compare with another day.
    var worthKnowing: [String: String] {
        var facts: [String: String] = [:]
        facts["dovecot"] = try? version().text
        facts["os"] = release
        facts["mechanisms"] = (try? settings())?.mechanisms.sorted().joined(separator: " ")
        facts["ports"] = ports
        facts["mail-location"] = mailLocation
        facts["certificate"] = certificateInUse
        facts["certificate-ends"] = (try? certificate()).map { moment($0.facts.notAfter) }
        facts["renamedIn24"] = renamed
        return facts
    }

    /// On 2.3, the settings in use that 2.4 knows by other names: what an upgrade will have to change.
    private var renamed: String? {
        guard let version = try? version(), !version.is24, let written = try? configuration() else { return nil }
        let names = written.settings.keys.filter { renamedSettings[$0] != nil }.sorted()
        return names.isEmpty ? nil : names.joined(separator: " ")
    }

    private var release: String? {
        let name = releaseLines.first { $0.begins(with: "PRETTY_NAME=") }?.after("=")
        return name.map { String(decoding: $0.utf8.filter { $0 != UInt8(ascii: "\"") }, as: UTF8.self) }
    }

    /// The listeners that the configuration promises: `imap 143, imaps 993`.
    private var ports: String? {
        guard let promised = try? promised() else { return nil }
        let all = Set(promised.map { "\($0.service.rawValue) \($0.port)" })
        return all.sorted().joined(separator: ", ")
    }

    /// Where mail is, as the configuration says it for every account.
    private var mailLocation: String? {
        guard let settings = try? settings() else { return nil }
        if let location = settings["mail_location"], !location.isEmpty { return location }
        let parts = ["mail_driver", "mail_path"].compactMap { settings[$0] }.filter { !$0.isEmpty }
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }

    /// The certificate that clients get: whose it is, until when, and which one.
    private var certificateInUse: String? {
        guard let facts = (try? certificate())?.facts else { return nil }
        return "\(facts.subject), until \(day(facts.notAfter)), SHA-256 \(facts.fingerprint.prefix(16))"
    }
}
