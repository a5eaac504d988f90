import Fleet

extension Catalogue {
    /// Blames the probe account where no host knows it or accepts its password.
    func judgingOurAccount(_ results: [HostResult]) -> [HostResult] {
        var byAccount: [ProbeAccount: [Int]] = [:]
        for (place, result) in results.enumerated() where result.outcome == .swept {
            if let account = result.host.probe { byAccount[account, default: []].append(place) }
        }
        var judged = results
        for (account, places) in byAccount {
            guard let fault = Self.fault(of: account, places.map { results[$0] }) else { continue }
            for place in places { judged[place] = results[place].withoutBlame(for: fault) }
        }
        return judged
    }

    fileprivate struct OwnFault {
        let checks: Set<String>
        let summary: String
        let advice: Remedy.Note
    }

    /// Fewer hosts may share a fault of their own.
    private static let fewest = 3

    private static func fault(of account: ProbeAccount, _ hosts: [HostResult]) -> OwnFault? {
        let causes = hosts.map { $0.cause?.check ?? "" }
        // Hosts that fail for another reason do not count.
        let lookups: Set<String> = [UserInPassdb().id, UserInUserdb().id]
        let lacking = causes.count(where: lookups.contains)
        if lacking >= fewest, !hosts.contains(where: { $0.knows(lookups) || $0.loginProven }) {
            return OwnFault(
                checks: lookups,
                summary:
                    "none of the \(lacking) hosts that were asked knows \(account.user): the name is most likely wrong",
                advice: "Correct dovesweep_probe_user, or --probe-user. If it is right, every host lacks the account.")
        }
        let passwords: Set<String> = [PasswordAccepted().id, PasswordTunnel().id, PasswordLogin().id]
        let refusing = causes.count(where: passwords.contains)
        // The login budget stops after so few refusals that the other hosts were not asked.
        guard refusing >= fewest, !hosts.contains(where: { $0.passes(passwords) || $0.loginProven }) else { return nil }
        let some =
            refusing == hosts.count
            ? "all \(refusing) hosts refuse" : "each of the \(refusing) hosts that were asked refuses"
        return OwnFault(
            checks: passwords,
            summary: "\(some) the password of \(account.user): the password given to dovesweep is most likely wrong",
            advice: """
                Correct the password given to dovesweep: dovesweep_probe_password_file, or --probe-password-file. If it \
                is right, check the account: it may be locked or expired everywhere.
                """)
    }
}

extension HostResult {
    fileprivate func passes(_ checks: Set<String>) -> Bool {
        findings.contains { checks.contains($0.check) && $0.verdict == .pass }
    }

    fileprivate func knows(_ lookups: Set<String>) -> Bool {
        findings.contains {
            lookups.contains($0.check) && $0.verdict == .pass && $0.signature != UserInUserdb.everyName
        }
    }

    /// Whether the account is only a name that a static userdb has made a home for.
    private func hasNoMailOfItsOwn(_ cause: Cause) -> Bool {
        findings.contains { $0.check == UserInUserdb().id && $0.signature == UserInUserdb.everyName }
            && findings.contains { $0.check == cause.check && $0.item == .mailLocation }
    }

    fileprivate func withoutBlame(for fault: Catalogue.OwnFault) -> HostResult {
        guard let cause, fault.checks.contains(cause.check) || hasNoMailOfItsOwn(cause) else { return self }
        let checks = fault.checks.union([cause.check])
        var result = self
        result.findings = findings.map { finding in
            guard checks.contains(finding.check) && finding.verdict == .fail || finding.blockedBy == cause.check
            else { return finding }
            var finding = finding
            finding.verdict = .unknown
            finding.blockedBy = nil
            finding.summary = fault.summary
            guard finding.check == cause.check else { return finding }
            finding.signature = Finding.sweepSettingsSignature
            finding.remedy = [.note(fault.advice)]
            return finding
        }
        result.cause = Catalogue.builtIn.cause(of: result.findings)
        return result
    }
}
