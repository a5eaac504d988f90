internal import Fleet

/// The agent's script, which is joined from the shell files of this folder.
enum AgentFiles {
    /// By their paths in this folder.
    static let all: [String: [UInt8]] = [
        "frame.sh": PackageResources.frame_sh,

        "Frame/channel.sh": PackageResources.channel_sh,
        "Frame/learn.sh": PackageResources.learn_sh,
        "Frame/run.sh": PackageResources.run_sh,
        "Frame/runner.sh": PackageResources.runner_sh,

        "Tools/all.sh": PackageResources.all_sh,
        "Tools/as-user.sh": PackageResources.as_user_sh,
        "Tools/client.sh": PackageResources.client_sh,
        "Tools/complaints.sh": PackageResources.complaints_sh,
        "Tools/master.sh": PackageResources.master_sh,
        "Tools/output.sh": PackageResources.output_sh,
        "Tools/reading.sh": PackageResources.reading_sh,
        "Tools/settings.sh": PackageResources.settings_sh,
        "Tools/withheld.sh": PackageResources.withheld_sh,

        "Probes/10-version.sh": PackageResources._0_version_sh,
        "Probes/20-password.sh": PackageResources._0_password_sh,
        "Probes/25-system.sh": PackageResources._5_system_sh,
        "Probes/30-config.sh": PackageResources._0_config_sh,
        "Probes/35-sockets.sh": PackageResources._5_sockets_sh,
        "Probes/40-certificate.sh": PackageResources._0_certificate_sh,
        "Probes/45-service.sh": PackageResources._5_service_sh,
        "Probes/50-firewall.sh": PackageResources._0_firewall_sh,
        "Probes/55-runtime.sh": PackageResources._5_runtime_sh,
        "Probes/60-account.sh": PackageResources._0_account_sh,
        "Probes/account/path.sh": PackageResources.path_sh,
        "Probes/account/visit.sh": PackageResources.visit_sh,
        "Probes/70-logs.sh": PackageResources._0_logs_sh,
        "Probes/80-attempts.sh": PackageResources._0_attempts_sh,
    ]

    static let script = join(all)

    /// `Probes/10-version.sh` is the probe `version`.
    static let probeNames = Set(
        all.keys.compactMap { path -> String? in
            let parts = path.utf8.split(separator: UInt8(ascii: "/"))
            guard parts.count == 2, parts[0].elementsEqual("Probes".utf8) else { return nil }
            let name = parts[1].split(separator: UInt8(ascii: "-"), maxSplits: 1).last?.dropLast(".sh".utf8.count)
            return name.map { String(decoding: $0, as: UTF8.self) }
        })

    /// `frame.sh` with the text of each file in place of the command `. FILE` that reads it.
    ///
    /// The comments at the head of a file are left out. `'. FILE'` becomes a text in single quotes.
    static func join(_ files: [String: [UInt8]]) -> [UInt8] {
        let commands = ByteSearcher(files.keys.map { Array(". \($0)".utf8) })
        func text(of file: String) -> [UInt8] {
            let bytes = body(of: files[file, default: []])
            var joined: [UInt8] = []
            var place = 0
            while let command = commands.first(in: bytes.span, from: place) {
                let included = text(of: String(decoding: bytes[command].dropFirst(2), as: UTF8.self))
                joined += bytes[place..<command.lowerBound]
                joined += joined.last == quote ? escaped(included) : included
                place = command.upperBound
            }
            return joined + bytes[place...]
        }
        return text(of: "frame.sh").drop { $0 == newline } + [newline]
    }

    /// The text for single quotes in a shell.
    static func escaped(_ text: some Sequence<UInt8>) -> [UInt8] {
        text.flatMap { $0 == quote ? Array(#"'\''"#.utf8) : [$0] }
    }

    /// Without the comments at the head and the last line end.
    private static func body(of file: [UInt8]) -> [UInt8] {
        var body = file[...]
        while body.first == UInt8(ascii: "#") { body = body.drop { $0 != newline }.dropFirst() }
        return Array(body.last == newline ? body.dropLast() : body)
    }

    private static let newline = UInt8(ascii: "\n")
    private static let quote = UInt8(ascii: "'")
}
