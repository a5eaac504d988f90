import Fleet

/// The error at which `doveconf` stopped.
struct ConfigurationError: Sendable, Equatable {
    /// Empty if the message names none.
    let file: String
    let line: Int?
    let message: String

    var setting: String? {
        for mark in ["Unknown setting: ", "Unknown section name: ", "Obsolete setting "] {
            guard let rest = message.after(mark)?.prefix(while: { $0 != "\n" }) else { continue }
            // 2.3 writes the sections that it is in: `service { mail_location`.
            let name = rest.split(separator: "{").last?.trimmed ?? rest
            return String(name.prefix { $0 != " " && $0 != ":" })
        }
        return nil
    }

    /// The section in which a setting stands that belongs to none, as 2.3 says where an earlier `}` is missing.
    var openSection: String? {
        guard let rest = message.after("Unknown setting: "), let (section, _) = rest.cut(at: "{"), let setting,
            ["mail_", "ssl", "log_", "first_valid_", "last_valid_", "default_", "login_", "protocols", "namespace"]
                .contains(where: setting.hasPrefix)
                || ["passdb", "userdb", "plugin", "protocol", "service", "dict", "listen"].contains(setting)
        else { return nil }
        return String(section.trimmed)
    }

    var place: String { line.map { "\(file) line \($0)" } ?? file }

    /// Such an error belongs to the check `tls.files`.
    var isAboutTLSFile: Bool {
        [
            "ssl_cert:", "ssl_key:", "ssl_server_cert_file:", "ssl_server_key_file:", "ssl_cert_file:", "ssl_key_file:",
            "ssl_alt_cert:", "ssl_alt_key:", "ssl_server_alt_cert_file:", "ssl_server_alt_key_file:",
        ].contains { message.hasPrefix($0) }
    }

    init?(_ lines: [Substring]) {
        guard let fatal = lines.first(where: { $0.contains("Fatal: ") || $0.contains("Error: ") }) else { return nil }
        let text = fatal.after("Fatal: ") ?? fatal.after("Error: ") ?? fatal
        guard let rest = text.after("Error in configuration file ") else {
            (file, line, message) = ("", nil, String(text))
            return
        }
        let place = rest.prefix { $0 != ":" }
        let parts = place.split(separator: " ")
        file = parts.first.map(String.init) ?? ""
        line = parts.count >= 3 ? number(parts[2], in: 1...10_000_000) : nil
        message = String(rest.dropFirst(place.count).drop { $0 == ":" || $0 == " " })
    }
}
