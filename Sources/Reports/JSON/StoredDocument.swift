internal import Fleet
import FoundationEssentials

/// `dovesweep.run/1` as decoded.
struct StoredDocument: Decodable {
    let id: String
    let started: String
    let seconds: Double?
    let catalogue: Catalogue
    let agent: Agent
    let items: [Item]
    let exit: Exit
    /// Not in documents of dovesweep 0.1.0.
    let partial: Bool?
    let hosts: [Host]

    struct Catalogue: Decodable {
        let version: String
        let sha256: String
    }

    struct Agent: Decodable { let sha256: String }
    struct Exit: Decodable {
        let status: Int

        private enum Key: String, CodingKey { case status }

        init(from decoder: any Decoder) throws {
            status = try decoder.container(keyedBy: Key.self).decode(.status, in: exitStatuses)
        }
    }

    struct Host: Decodable {
        let name: String
        let address: String
        let port: Port
        let groups: [String]
        let role: Fleet.Host.Role
        let state: Fleet.Host.State
        let outcome: Outcome
        let reason: String?
        let seconds: Double?
        /// Not in documents of dovesweep 0.1.0.
        let loginAsked: Bool?
        let loginProven: Bool?
        let facts: [String: String]
        let cause: Cause?
        let checks: [Check]
    }

    struct Cause: Decodable {
        let check: String
        let summary: String
        let signature: String?
        let said: [String]?
        let remedy: String
    }

    struct Check: Decodable {
        let id: String
        let item: Item
        let verdict: Verdict
        let vantage: Vantage
        let summary: String
        let signature: String
        let evidence: [Excerpt]
        let said: [String]?
        let remedy: String?
        let blockedBy: String?
        let waiver: Waiver?
        let failingSince: String?
    }

    struct Waiver: Decodable {
        let hosts: String
        let subject: String
        let reason: String
        let owner: String
        let until: String
        let source: String
    }

    struct Excerpt: Decodable {
        let probe: String
        let excerpt: String
    }
}

extension Run {
    init(_ document: StoredDocument) {
        self.init(
            id: document.id, started: unixSeconds(document.started) ?? 0, seconds: document.seconds ?? 0,
            catalogueVersion: document.catalogue.version, catalogueHash: document.catalogue.sha256,
            agentHash: document.agent.sha256, items: document.items, hosts: document.hosts.map(HostResult.init),
            interruption: document.exit.status > 128 ? document.exit.status - 128 : nil,
            isPartial: document.partial ?? false)
    }
}

extension HostResult {
    fileprivate init(_ stored: StoredDocument.Host) {
        var host = Host(name: stored.name, address: stored.address)
        host.port = stored.port
        host.groups = stored.groups
        host.role = stored.role
        host.state = stored.state
        let findings = stored.checks.map(Finding.init)
        let isProven = stored.loginProven ?? findings.contains { $0.check == "password.login" && $0.verdict == .pass }
        // The document has no account name. An empty one keeps reports from asking for a probe account.
        if stored.loginAsked ?? isProven { host.probe = ProbeAccount(user: "", password: .environment("")) }
        self.init(
            host: host, outcome: stored.outcome, reason: stored.reason, seconds: stored.seconds ?? 0,
            facts: stored.facts, findings: findings, cause: stored.cause.map { Cause($0, findings) },
            loginProven: isProven)
    }
}

extension Cause {
    fileprivate init(_ stored: StoredDocument.Cause, _ findings: [Finding]) {
        let own = findings.first { $0.check == stored.check }?.signature
        self.init(
            check: stored.check, summary: stored.summary, signature: stored.signature ?? own ?? "",
            said: stored.said ?? [], remedy: Remedy(trustedScript: stored.remedy))
    }
}

extension Finding {
    fileprivate init(_ stored: StoredDocument.Check) {
        self.init(
            check: stored.id, item: stored.item, verdict: stored.verdict, vantage: stored.vantage,
            summary: stored.summary, signature: stored.signature,
            evidence: stored.evidence.map { Excerpt(probe: $0.probe, excerpt: $0.excerpt) },
            remedy: stored.remedy.map { Remedy(trustedScript: $0) },
            blockedBy: stored.blockedBy, waiver: stored.waiver.map { Waiver($0) },
            failingSince: stored.failingSince.flatMap(unixSeconds))
        said = stored.said ?? []
    }
}

extension Waiver {
    fileprivate init(_ stored: StoredDocument.Waiver) {
        self.init(
            hosts: stored.hosts, subject: stored.subject, reason: stored.reason, owner: stored.owner,
            until: stored.until, ends: unixSeconds("\(stored.until)T23:59:59Z").map { $0 + 1 } ?? 0,
            source: stored.source)
    }
}

/// nil if malformed (RFC 3339) or out of range.
func unixSeconds(_ text: String) -> Int64? {
    guard let date = try? Date(text, strategy: .iso8601),
        let seconds = Int64(exactly: date.timeIntervalSince1970.rounded(.down)), unixTimes.contains(seconds)
    else { return nil }
    return seconds
}
