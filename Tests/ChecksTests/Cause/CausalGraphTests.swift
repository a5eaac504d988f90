import Fleet
import Testing

@testable import Checks

@Suite struct CausalGraphTests {
    private let graph = CausalGraph.builtIn
    private let known = Set(Catalogue.builtIn.checks.map { $0.id })

    @Test func `the graph speaks of known checks alone`() {
        for edge in graph.edges {
            #expect(known.contains(edge.explainer), "\(edge.explainer)")
            #expect(known.contains(edge.explained), "\(edge.explained)")
        }
        #expect(graph.ranks.allSatisfy(known.contains) && Set(graph.ranks).count == graph.ranks.count)
    }

    @Test func `nothing explains itself, however long the way`() {
        for check in known {
            var seen: Set<String> = []
            var next = [check]
            while let one = next.popLast() {
                let explained = graph.edges.filter { $0.explainer == one && $0.scope == .failure }.map(\.explained)
                #expect(!explained.contains(check), "\(check) through \(one)")
                next += explained.filter { seen.insert($0).inserted }
            }
        }
    }

    @Test func `whatever can fail has a rank`() {
        let onlyWarns: Set<String> = [
            "config.loaded", "config.warnings", "config.debug", "service.stable", "service.upgraded", "user.ids",
            "user.alike", "tls.front", "tls.plaintext", "tls.alike", "mail-location.uidlist", "mail-location.quota",
            "permissions.policy", "logs.errors", "logs.limits",
        ]
        #expect(known.subtracting(graph.ranks) == onlyWarns)
    }

    @Test func `a chain ends at its root`() {
        let findings = graph.explain([
            finding("config.parses", .fail), finding("service.running", .fail), finding("ports.listening", .fail),
            finding("tls.expiry", .fail),
        ])
        #expect(findings.map(\.blockedBy) == [nil, "config.parses", "config.parses", nil])
        #expect(findings[3].verdict == .fail)
        #expect(graph.cause(of: findings)?.check == "config.parses")
    }

    @Test(arguments: [
        (
            "imaps 993: the TLS handshake fails: the server closed the connection instead of answering the TLS handshake",
            true
        ),
        ("imaps 993: the TLS handshake fails: protocol version", false),
    ])
    func `a dead auth process hangs up before a handshake, and refuses none`(_ summary: String, isExplained: Bool) {
        var handshake = finding("tls.handshake", .fail)
        handshake.summary = summary
        let findings = graph.explain([finding("auth.backends", .fail), handshake])
        #expect(findings[1].blockedBy == (isExplained ? "auth.backends" : nil))
    }

    @Test func `an unknown explains nothing, and a warning neither`() {
        let findings = [
            finding("config.parses", .unknown), finding("service.running", .warn), finding("ports.listening", .fail),
        ]
        #expect(graph.explain(findings).map(\.verdict) == [.unknown, .warn, .fail])
    }

    @Test func `a running server's failures are its own, whatever its configuration on disk`() {
        let findings = graph.explain([
            finding("config.parses", .fail), finding("service.running", .pass), finding("tls.expiry", .fail),
            finding("ports.listening", .unknown),
        ])
        #expect(findings.map(\.verdict) == [.fail, .pass, .fail, .blocked])
    }

    @Test func `a wrong password is not explained by a user that the passdb knows`() {
        let both = { (passdb: Verdict) in
            graph.explain([
                finding("user.userdb", .fail), finding("user.passdb", passdb), finding("password.accepted", .fail),
            ])
        }
        #expect(both(.pass)[2].verdict == .fail)
        #expect(both(.skipped)[2].blockedBy == "user.userdb")
    }

    @Test func `an account that one database lacks is one failure, and that two lack is two`() {
        let both = { (userdb: String) in
            var findings = [finding("user.userdb", .fail), finding("user.passdb", .fail)]
            findings[0].summary = "the userdb (\(userdb)) does not know probe"
            findings[1].summary = "the passdb (sql) does not know probe"
            return graph.explain(findings).map(\.blockedBy)
        }
        #expect(both("sql") == ["user.passdb", nil])
        #expect(both("passwd") == [nil, nil])
    }

    private func finding(_ check: String, _ verdict: Verdict) -> Finding {
        Finding(
            check: check, item: Item(check: check) ?? .config, verdict: verdict, summary: "", remedy: [.note("do it")])
    }
}
