internal import Checks
internal import Fleet
internal import Reports
internal import Sweep

/// A run as it was found: its record, what it was judged to, or both.
struct LoadedRun {
    /// What messages call it: a file, or an archive and an id.
    let label: String
    /// The lines of its record.
    let record: [UInt8]?
    /// Its `dovesweep.run/1`.
    let document: [UInt8]?
    /// Fills in since when something fails, where it comes from an archive that knows.
    var addingHistory: (Run) throws -> Run = { $0 }

    init(label: String, record: [UInt8]?, document: [UInt8]?) {
        (self.label, self.record, self.document) = (label, record, document)
    }

    init(label: String, file: [UInt8]) {
        let isDocument = Run.isDocument(file)
        self.init(label: label, record: isDocument ? nil : file, document: isDocument ? file : nil)
    }

    /// The run as it was judged when it was swept; where that is not kept, as its evidence is judged by this
    /// catalogue.
    func run(by catalogue: Catalogue) async throws -> Run {
        guard let document else { return try await judgedAgain(by: catalogue) }
        do throws(RunFileError) {
            var run = try Run(reading: document)
            if record != nil { try restoreHosts(of: &run) }
            return run
        } catch {
            throw CommandFailure(
                ExitStatus.wrongFile, "\(label): \(error.message): name a stored run, or a file of --record or -o json")
        }
    }

    /// The run as its evidence is judged by this catalogue.
    func judgedAgain(by catalogue: Catalogue) async throws -> Run {
        try addingHistory(await stored().judged(by: catalogue))
    }

    /// Its evidence.
    func stored() throws -> StoredRecord {
        guard let record else {
            throw CommandFailure(
                ExitStatus.wrongFile,
                "\(label): it is a report, which holds no evidence: name a stored run, or a file that --record wrote")
        }
        do throws(RecordError) {
            return try StoredRecord(reading: record)
        } catch {
            throw CommandFailure(
                ExitStatus.wrongFile,
                "\(label):\(error.line): \(error.message): name a stored run, or a file that --record wrote")
        }
    }

    /// A report tells less of a host than the record.
    private func restoreHosts(of run: inout Run) throws(RunFileError) {
        guard let hosts = try? stored().header.hosts else { return }
        let known = Dictionary(hosts.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
        for place in run.hosts.indices {
            if let host = known[run.hosts[place].host.name] { run.hosts[place].host = host }
        }
    }
}

extension StoredRecord {
    /// Judges the evidence by a catalogue of today.
    func judged(by catalogue: Catalogue) async throws -> Run {
        let desk = try CertificateDesk(hosts: header.hosts, parameters: header.parameters)
        let judging = Judging(by: catalogue, parameters: header.parameters, certificates: desk)
        for host in hosts { judging.begin(host) }
        return Run(
            header, seconds: seconds, catalogue: catalogue, results: await judging.results(of: hosts),
            interruption: interruption)
    }
}
