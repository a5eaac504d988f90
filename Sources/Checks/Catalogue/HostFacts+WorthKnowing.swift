import Fleet

extension HostFacts {
    /// Facts to show beside the verdicts, and to compare between runs.
    var hostSummary: [String: String] {
        var facts: [String: String] = [:]
        facts["dovecot"] = try? version().text
        facts["os"] = release
        facts["mechanisms"] = mechanismsInUse
        facts["ports"] = ports
        facts["mail-location"] = mailLocation
        facts["certificate"] = certificateInUse
        facts["certificate-ends"] = (try? certificate()).map { moment($0.facts.notAfter) }
        facts["renamedIn24"] = renamed
        facts["mailbox"] = mailbox
        facts["inbox-messages"] = messages.map(String.init)
        return facts
    }

    /// Of a file with an error 2.4 prints an empty list.
    private var mechanismsInUse: String? {
        guard (try? part("config", "written"))?.status == 0 else { return nil }
        return (try? settings())?.mechanisms.sorted().joined(separator: " ")
    }

    /// Of the probe account. Without permission to look, nothing is known.
    private var mailbox: String? {
        guard let trail = try? part("account", "trail"), !trail.isDenied else { return nil }
        return mailboxExists.map { $0 ? "exists" : "does not exist" }
    }

    /// Of the probe account, if --open-mailbox opened its INBOX.
    private var messages: Int? {
        dialogues.lazy.compactMap { $0.talk?.mailbox?.messages }.first
    }

    /// 2.3 settings in use that 2.4 renamed.
    private var renamed: String? {
        guard let version = try? version(), !version.is24, let written = try? configuration() else { return nil }
        let names = written.settings.keys.filter { renamedSettings[$0] != nil }.sorted()
        return names.isEmpty ? nil : names.joined(separator: " ")
    }

    private var release: String? {
        let name = releaseLines.first { $0.begins(with: "PRETTY_NAME=") }?.after("=")
        return name.map { String(decoding: $0.utf8.filter { $0 != UInt8(ascii: "\"") }, as: UTF8.self) }
    }

    /// `imap 143, imaps 993`
    private var ports: String? {
        guard let promised = try? promised() else { return nil }
        let all = Set(promised.map { "\($0.service.rawValue) \($0.port)" })
        return all.isEmpty ? "none" : all.sorted().joined(separator: ", ")
    }

    private var mailLocation: String? {
        guard let settings = try? settings() else { return nil }
        if let location = settings["mail_location"], !location.isEmpty { return location }
        let parts = ["mail_driver", "mail_path"].compactMap { settings[$0] }.filter { !$0.isEmpty }
        let inbox = settings["mail_inbox_path"].flatMap { $0.isEmpty ? nil : "INBOX \($0)" }
        return parts.isEmpty ? nil : [parts.joined(separator: " "), inbox].compactMap(\.self).joined(separator: ", ")
    }

    private var certificateInUse: String? {
        guard let facts = (try? certificate())?.facts else { return nil }
        return "\(facts.subject), until \(day(facts.notAfter)), SHA-256 \(facts.fingerprint.prefix(16))"
    }
}
