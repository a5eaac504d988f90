import Fleet
import Testing

@testable import Sweep

/// Whether the agent asks for the password, by what the host says of its configuration.
@Suite(.serialized) struct `The agent's question for the password` {
    private static let shells = `Agent script`.shells

    /// What `doveconf` prints and exits with, and why the password is withheld.
    private static let hosts: [(settings: String, status: Int, reason: String?)] = [
        ("auth_verbose_passwords = no", 0, nil), ("", 0, nil),
        // Sixteen digits of a hash do not give the password away.
        ("auth_verbose_passwords = sha1:1", 0, nil), ("auth_verbose_passwords = sha1:16", 0, nil),
        ("auth_verbose_passwords = sha1:17", 0, "the host would log it: auth_verbose_passwords = sha1:17"),
        ("auth_verbose_passwords = sha1:40", 0, "the host would log it: auth_verbose_passwords = sha1:40"),
        ("auth_verbose_passwords = sha1", 0, "the host would log it: auth_verbose_passwords = sha1"),
        ("auth_verbose_passwords = plain", 0, "the host would log it: auth_verbose_passwords = plain"),
        ("auth_debug_passwords = yes", 0, "the host would log it: auth_debug_passwords = yes"),
        ("auth_mechanisms = plain login", 0, nil),
        ("auth_mechanisms = cram-md5", 0, "doveadm tests it by PLAIN, which is not among auth_mechanisms = cram-md5"),
        ("", 89, "the host might log it, as its configuration cannot be read"),
    ]

    @Test(arguments: shells, hosts)
    func `is asked unless the host would log it, or might`(
        _ shell: [String], _ host: (settings: String, status: Int, reason: String?)
    ) throws {
        let folder = try Scratch()
        try folder.program("doveconf", "echo '\(host.settings)'; exit \(host.status)")
        let script = `Agent script`.script(
            "ask password 10 'cat'", account: "joe", asksPassword: true, shell: `Agent script`.inner(shell))
        let local = try LocalShell(shell, script: script, path: folder.path)
        var output: [UInt8] = []
        let events = local.events { event in
            if case .evidence(let found) = event { output = found.output }
            return event == .ready || event == .bye
        }
        #expect(events.contains(.ready) == (host.reason == nil), "\(events)")
        if let reason = host.reason {
            for case .evidence(let found) in events { output = found.output }
            #expect(String(decoding: output, as: UTF8.self) == "withheld: \(reason)\n")
        } else {
            local.hangUp()
        }
    }
}
