internal import Assessment
internal import Checks
internal import Diagnostics
internal import Fleet
internal import FoundationEssentials
internal import Inventory
internal import Policy
internal import Reports
internal import Runs
internal import YAMLFiles

/// The gate's policy, known failures and waivers, read before the sweep.
struct GatePolicy {
    private let gate: Gate
    private let file: PolicyFile?
    private let known: KnownFailures
    private let waivers: WaiverFile?

    init(_ options: GateOptions, _ catalogue: Catalogue, archive: ArchiveOption) async throws {
        let subjects = catalogue.items.map(\.rawValue) + catalogue.checks.map(\.id)
        do throws(YAMLFileError) {
            file = try options.policy.map { (file) throws(YAMLFileError) in
                try PolicyFile(Self.contents(of: file, "policy"), file: file, subjects: subjects)
            }
            waivers = try options.waivers.map { (file) throws(YAMLFileError) in
                try WaiverFile(Self.contents(of: file, "waivers"), file: file, subjects: subjects)
            }
        } catch {
            throw CommandFailure(ExitStatus.wrongFile, error.description)
        }
        var gate = file?.gate ?? Gate()
        gate.failOn = options.failOn ?? gate.failOn
        gate.maxFailing = options.maxFailing ?? gate.maxFailing
        gate.minCoverage = options.minCoverage ?? gate.minCoverage
        gate.requiresLogin = gate.requiresLogin || options.requireLogin
        gate.mustPass += try Self.known(options.mustPass, subjects, "--must-pass")
        gate.ignored += try Self.known(options.ignore, subjects, "--ignore")
        for quorum in options.quorum { gate.set(quorum.allowance, for: quorum.group) }
        gate.draining = Set(options.draining)
        gate.failsOnNewOnly = options.failOnNew
        self.gate = gate
        if let run = options.against {
            known = KnownFailures(of: try await archive.source.load(run).run(by: catalogue))
        } else {
            known = KnownFailures()
        }
    }

    /// - Throws: `CommandFailure` if a host or group of the policy does not exist.
    func check(_ hosts: [String], groups: Set<String>) throws {
        if let stranger = gate.draining.subtracting(hosts).min() {
            throw CommandFailure(
                ExitStatus.usage,
                "--draining \(stranger): the run has no such host. \(Suggestion.sentence(for: stranger, among: hosts))"
                    + "Give a host of this run (dovesweep inventory list)")
        }
        if let stranger = gate.quorums.keys.filter({ $0 != "all" && !groups.contains($0) }).min() {
            if let error = file?.stranger(stranger, among: groups) {
                throw CommandFailure(ExitStatus.wrongFile, error.description)
            }
            throw CommandFailure(
                ExitStatus.usage,
                "--quorum \(stranger): no host is in such a group. "
                    + "\(Suggestion.sentence(for: stranger, among: groups))Correct it")
        }
    }

    /// Marks waived failures, and returns notes on waivers. `inventory` is whole, if known. Without a waiver file the
    /// run keeps its waivers.
    func waived(_ run: Run, of inventory: [InventoryHost]? = nil) -> (run: Run, notes: [String]) {
        waivers?.applied(to: run, of: inventory) ?? (run, [])
    }

    func report(
        _ run: Run, _ notes: [String], _ output: OutputOptions, of inventory: [InventoryHost]? = nil
    ) throws -> Report {
        let groups = inventory.map { $0.flatMap(\.groups) } ?? run.hosts.flatMap(\.host.groups)
        try check(run.hosts.map(\.host.name), groups: Set(groups))
        var gate = gate
        let asked = Set(run.hosts.map(\.host.name))
        for host in inventory ?? [] where !asked.contains(host.name) {
            for group in host.groups + ["all"] { gate.hostsOutsideRun[group, default: []].append(host.name) }
        }
        var report = Report(
            run, decision: gate.decide(on: run, knowing: known), style: Terminal.style(output),
            exitCodes: output.report.exitCodes)
        report.objections = gate.objections(to: run, knowing: known)
        report.concessions = gate.concessions(on: run, knowing: known)
        report.notes = notes
        return output.report.redact ? report.redacted() : report
    }

    private static func known(_ names: [String], _ subjects: [String], _ option: String) throws -> [String] {
        if let stranger = names.first(where: { !subjects.contains($0) }) {
            throw CommandFailure(
                ExitStatus.usage,
                "\(option) \(stranger): it is neither an item nor a check. "
                    + "\(Suggestion.sentence(for: stranger, among: subjects))See dovesweep checks list")
        }
        return names
    }

    private static func contents(of file: String, _ what: String) throws(YAMLFileError) -> [UInt8] {
        guard let contents = FileManager.default.contents(atPath: file) else {
            throw YAMLFileError("the \(what) file (--\(what)) \(FileTrouble.words(of: file))", file: file)
        }
        return Array(contents)
    }
}
