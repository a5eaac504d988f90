import Checks
import Fleet
import Sweep
import Synchronization
import Testing

@testable import Runs

/// A run is judged host by host, by the catalogue of today.
@Suite struct `Judging a record` {
    /// As `dovesweep checks example` prints it, for instance.
    private static let own = """
        checks:
          - id: backup.age
            title: Is there a backup?
            why: It must be.
            run: 'true'
            expect: {text: fresh}
            remedy: 'true'
        """

    private static func catalogue() throws -> Catalogue {
        Catalogue.builtIn.adding(try OwnCatalogue.checks(in: Array(own.utf8), file: "own.yaml"))
    }

    /// The record, where the first host has answered a check of the operator's.
    private static func asked() throws -> StoredRecord {
        var record = try SixHosts.record()
        record.hosts[0].evidence.append(
            Evidence(ProbeName(rawValue: "backup.age"), ending: .exited(0), output: Array("fresh\n".utf8)))
        return record
    }

    private static func finding(of run: Run) throws -> Finding {
        try #require(run.hosts[0].findings.first { $0.check == "backup.age" })
    }

    @Test func `gives each result once, and all in order`() async throws {
        let record = try SixHosts.record()
        let desk = try OpenSSLCertificateReader(hosts: record.header.hosts, parameters: record.header.parameters)
        let ended = Mutex<[String]>([])
        let judging = Judging(by: .builtIn, parameters: record.header.parameters, certificates: desk) { result in
            ended.withLock { $0.append(result.host.name) }
        }
        // The last host was never begun.
        for host in record.hosts.dropLast() { judging.begin(host) }
        let results = await judging.results(of: record.hosts)
        #expect(results.map(\.host.name) == record.header.hosts.map(\.name))
        #expect(ended.withLock { $0.sorted() } == record.hosts.dropLast().map(\.host.name).sorted())
    }

    @Test func `judges the answers to a check of one's own`() async throws {
        let run = try await Self.asked().judged(by: Self.catalogue())
        #expect(try Self.finding(of: run).verdict == .pass)
    }

    @Test func `knows nothing of such a check without its file`() async throws {
        let finding = try Self.finding(of: try await Self.asked().judged(by: .builtIn))
        #expect(finding.verdict == .unknown && finding.summary.contains("give the file of this check"))
    }

    @Test func `does not judge the answers to another question`() async throws {
        var record = try Self.asked()
        let catalogue = try Self.catalogue()
        record.header.ownLooks = catalogue.ownLooks
        #expect(record.changedChecks(in: catalogue) == [] && record.notJudged(by: catalogue) == [])
        record.header.ownLooks = ["backup.age": "00"]
        #expect(record.changedChecks(in: catalogue) == ["backup.age"])
        #expect(record.notJudged(by: catalogue).first?.hasPrefix("not judged: backup.age: ") == true)
        #expect(try Self.finding(of: try await record.judged(by: catalogue)).verdict != .pass)
    }

    @Test func `adds when a failure began, if the archive knows`() async throws {
        var loaded = LoadedRun(label: "r", file: try SixHosts.lines())
        loaded.addingHistory = { run in
            var run = run
            run.seconds = 42
            return run
        }
        #expect(try await loaded.judgedAgain(by: .builtIn).seconds == 42)
    }

    @Test func `needs the authorities that the run was judged with`() async throws {
        var record = try SixHosts.record()
        record.header.parameters.caFile = "/nowhere/ca.pem"
        await #expect(throws: (any Error).self) { try await record.judged(by: .builtIn) }
    }
}

/// `20261123T160102Z-4f1c`
@Suite struct `The id of a run` {
    @Test func `is the time in UTC and four hexadecimal digits`() {
        #expect(RunIdentity.make().wholeMatch(of: /\d{8}T\d{6}Z-[0-9a-f]{4}/) != nil)
    }
}
