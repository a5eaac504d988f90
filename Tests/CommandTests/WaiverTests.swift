import Testing

/// Waivers from the command line to the report.
struct WaiverTests {
    @Test func `a sweep of some hosts says nothing of waivers for the others, and tells those for none`() throws {
        let ended = try Command.inFolder {
            try Command(
                script: """
                    printf 'waivers:\n' >w.yml
                    for host in a.invalid b.invalid '~b' c.invalid '@moved'; do
                        printf '  - {hosts: "%s", item: tls, reason: r, owner: o, until: 2199-01-01}\n' "$host" >>w.yml
                    done
                    echo d.invalid >moved
                    "$dovesweep" gate -i a.invalid,b.invalid, --no-archive --waivers w.yml a.invalid
                    """
            ).run(in: $0)
        }
        #expect(ended.status == 2)
        let notes = ended.output.split(separator: "\n").filter { $0.contains("the waiver of") }
        #expect(notes.count == 2, "\(ended.output)")
        #expect(notes.first?.contains("w.yml:5: the waiver of tls on c.invalid (o) matches no host of") == true)
        #expect(notes.last?.contains("w.yml:6: the waiver of tls on @moved") == true)
    }

    @Test(arguments: [
        ("x", "w.yml:1"), ("waivers: 3", "w.yml:1"), ("waivers:\n  - hosts: all", "“check” is missing"),
        ("waivers: [", "not YAML"),
        ("waivers:\n  - {hosts: 'm[0]', item: tls, reason: r, owner: o, until: 2199-01-01}", "glob"),
        (
            "waivers:\n  - {hosts: '@none', item: tls, reason: r, owner: o, until: 2199-01-01}",
            "none: the file of patterns"
        ),
        ("waivers:\n  - {hosts: all, item: tls, reason: r, owner: o, until: tomorrow}", "2026-12-24"),
    ])
    func `a file that is wrong is told with its place, before any host is tried`(text: String, words: String) throws {
        let ended = try Command.inFolder {
            try Command(
                script: "printf '%s' \"$text\" >w.yml; \"$dovesweep\" sweep -i a.invalid, --waivers w.yml",
                environment: ["text": text]
            ).run(in: $0)
        }
        #expect(ended.status == 65 && ended.output.isEmpty && ended.errors.contains("w.yml"))
        #expect(ended.errors.contains(words), "\(ended.errors)")
    }

    @Test func `a report that is waived whole ends well, in every format`() throws {
        for format in ["table", "json", "junit", "nagios"] {
            let ended = try Command.inFolder {
                try Command(
                    script: """
                        cat >w.yml <<'END'
                        waivers:
                          - {hosts: 'all', item: tls, reason: r, owner: o, until: 2199-01-01}
                          - {hosts: '~d24-old', check: config.parses, reason: r, owner: o, until: 2199-01-01}
                        END
                        "$dovesweep" judge "$record" --waivers w.yml --min-coverage 80 -o \(format)
                        """
                ).run(in: $0)
            }
            // Warnings are a status of their own to Nagios.
            #expect(
                ended.status == (format == "nagios" ? 1 : 0) && !ended.output.isEmpty,
                "\(format): \(ended.output.suffix(300))")
        }
    }
}
