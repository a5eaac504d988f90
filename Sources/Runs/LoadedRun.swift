package import Checks
internal import Diagnostics
package import Fleet
internal import Reports
package import Sweep

/// A stored run: its record, its JSON report, or both.
package struct LoadedRun {
    /// For messages: a file, or an archive and an id.
    let label: String
    /// JSON lines, `dovesweep.record/1`.
    let record: [UInt8]?
    /// `dovesweep.run/1`.
    let document: [UInt8]?
    /// Adds when each failure began.
    package var addingHistory: (Run) throws -> Run = { $0 }

    init(label: String, record: [UInt8]?, document: [UInt8]?) {
        (self.label, self.record, self.document) = (label, record, document)
    }

    init(label: String, file: [UInt8]) {
        let isDocument = Run.isDocument(file)
        self.init(label: label, record: isDocument ? nil : file, document: isDocument ? file : nil)
    }

    /// As judged then, or else by this catalogue.
    package func run(by catalogue: Catalogue) async throws -> Run {
        guard let document else { return try await judgedAgain(by: catalogue) }
        do throws(RunFileError) {
            var run = try Run(reading: document)
            if record != nil { try restoreHosts(of: &run) }
            return run
        } catch {
            throw CommandFailure(
                ExitStatus.wrongFile, "\(label): \(error.message). \(Self.runAdvice)")
        }
    }

    package func judgedAgain(by catalogue: Catalogue) async throws -> Run {
        try addingHistory(await stored(else: Self.runAdvice).judged(by: catalogue))
    }

    /// With the waivers that the run was swept with, for failures that it still has. A record alone has none.
    package func keepingWaivers(_ run: Run) -> Run {
        guard let document, let old = try? Run(reading: document) else { return run }
        var run = run
        let waived = Dictionary(old.hosts.map { ($0.host.name, $0.findings) }, uniquingKeysWith: { $1 })
        for host in run.hosts.indices {
            for place in run.hosts[host].findings.indices where run.hosts[host].findings[place].verdict != .pass {
                let finding = run.hosts[host].findings[place]
                run.hosts[host].findings[place].waiver =
                    waived[run.hosts[host].host.name]?.first {
                        $0.check == finding.check && $0.verdict == finding.verdict
                    }?.waiver
            }
        }
        return run
    }

    private static let runAdvice = "Give a stored run, or a file that --record or -o json wrote"
    private static let recordAdvice = "Give a stored run, or a file that --record wrote"

    /// - Throws: `CommandFailure` without a valid record.
    package func stored(else advice: String = recordAdvice) throws -> StoredRecord {
        guard let record else {
            throw CommandFailure(
                ExitStatus.wrongFile,
                "\(label): it is a report, which has no evidence. \(advice)")
        }
        do throws(RecordError) {
            return try StoredRecord(reading: record)
        } catch {
            throw CommandFailure(
                ExitStatus.wrongFile,
                "\(label):\(error.line): \(error.message). \(advice)")
        }
    }

    /// The record has more data of a host than the report.
    private func restoreHosts(of run: inout Run) throws(RunFileError) {
        guard let hosts = try? stored().header.hosts else { return }
        let known = Dictionary(hosts.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
        for place in run.hosts.indices {
            if let host = known[run.hosts[place].host.name] { run.hosts[place].host = host }
        }
    }
}

extension StoredRecord {
    /// A check that the sweep has asked and the catalogue does not name is unknown.
    package func judged(by catalogue: Catalogue) async throws -> Run {
        let catalogue = catalogue.addingUnnamed(
            inside: Set(ownChecks), outside: Set((header.ownLooks ?? [:]).keys))
        let desk = try OpenSSLCertificateReader(hosts: header.hosts, parameters: header.parameters)
        let judging = Judging(by: catalogue, parameters: header.parameters, certificates: desk)
        let hosts = without(changedChecks(in: catalogue)).hosts
        for host in hosts { judging.begin(host) }
        return Run(
            header, seconds: seconds, catalogue: catalogue, results: await judging.results(of: hosts),
            interruption: interruption)
    }
}
