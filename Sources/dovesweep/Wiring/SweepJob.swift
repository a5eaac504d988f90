internal import Archive
internal import ArgumentParser
internal import Assessment
internal import Checks
internal import Credentials
internal import Diagnostics
internal import Fleet
internal import Inventory
internal import Net
internal import Reach
internal import ReportFiles
internal import Reports
internal import Runs
internal import SSH
internal import ShellQuoting
internal import Sweep
internal import TLS

/// One sweep, from options to reports.
struct SweepJob {
    let options: any SweepingCommand
    let reports: [ReportOutput]
    /// Redaction needs all names first.
    private let growing: StreamingReports?

    init(_ command: any SweepingCommand, reports: [ReportOutput]) {
        options = command
        self.reports = reports
        growing = command.output.report.redact ? nil : StreamingReports(reports)
    }

    private typealias Swept = (run: Run, notes: [String])

    /// Sweeps, writes the reports, and exits with the gate's status; `answers` prints the gate's own lines.
    func report(answers: Bool = false) async throws -> Never {
        try ReportWriter.check(reports.map(\.path))
        let catalogue = try options.checks.catalogue()
        let policy = try await GatePolicy(options.gate, catalogue, archive: options.archive.file)
        let chosen = try options.hosts.selected()
        warnOfRecord()
        warn(ofGroupsIn: catalogue, of: Set(chosen.inventory.hosts.flatMap(\.groups)))
        let (swept, recorder) = try await run(catalogue, policy, chosen)
        let (waived, notes) = policy.waived(swept.run, of: chosen.inventory.hosts)
        let report = try policy.report(waived, swept.notes + notes, options.output, of: chosen.inventory.hosts)
        recorder.finish(waived, report.decision)
        let answer = answers ? GateText(report).text : nil
        try ReportWriter.write(
            report, to: reports, answer: answer, growing: growing,
            again: { recorder.isStored ? options.archive.file.command("report \(waived.id)") : nil },
            then: recorder.complete)
        tell(ofNameIn: recorder)
        throw ExitCode(Int32(clamping: report.status))
    }

    private func tell(ofNameIn recorder: Recorder) {
        guard let name = options.archive.saveAs, recorder.isStored, !options.output.quiet else { return }
        printError("stored as \(name). To compare later: \(options.archive.file.command("compare \(name) last"))")
    }

    private func warnOfRecord() {
        guard let path = options.sweep.record, options.output.report.redact, !options.output.quiet else { return }
        printError(
            "warning: --redact does not change the record \(path): it has the real names and addresses of your hosts")
    }

    /// A check for a group without hosts is skipped everywhere.
    private func warn(ofGroupsIn catalogue: Catalogue, of known: Set<String>) {
        for check in catalogue.checks.compactMap({ $0 as? OwnCheck }) {
            for group in check.groups where !known.contains(group) {
                printError(
                    "warning: \(check.place): \(check.id) is for \(group), and no host is in such a group. "
                        + Suggestion.sentence(for: group, among: known))
            }
        }
    }

    /// - Throws: `CommandFailure` for wrong options or files, before any host is tried.
    private func run(
        _ catalogue: Catalogue, _ policy: GatePolicy, _ chosen: ChosenHosts
    ) async throws -> (swept: Swept, recorder: Recorder) {
        let rerun = try await rerun(catalogue)
        let fleet = try options.reading(chosen)
        var plan = rerun?.plan(for: fleet) ?? SweepPlan(all: fleet, swept: fleet)
        try policy.check(plan.all.map(\.name), groups: Set(chosen.inventory.hosts.flatMap(\.groups)))
        let files = try HostFiles(of: plan.swept, chosen)
        plan = plan.replacing(try files.marked(plan.swept))
        let parameters = try parameters(of: rerun)
        let header = Record.Header(
            id: RunIdentity.make(), started: RunIdentity.now(),
            agentHash: sha256(Agent.script(adding: catalogue.probes)),
            parameters: parameters, hosts: plan.all, rerunOf: rerun?.record.header.id,
            isPartial: plan.all.count < chosen.inventory.hosts.count, ownLooks: catalogue.ownLooks)
        // Where no account is asked about, no password leaves this machine.
        var result = try await sweep(plan, header, catalogue, chosen, parameters.asksForLogins ? files.passwords : [:])
        if let rerun { result.swept.notes.insert(rerun.note(on: plan), at: 0) }
        return result
    }

    /// Hosts swept again are judged by the earlier run's parameters.
    private func parameters(of rerun: Rerun?) throws -> Parameters {
        let asked = options.checks.parameters
        guard let earlier = rerun?.record.header.parameters else { return asked }
        if asked != Parameters(), asked != earlier {
            throw CommandFailure(
                ExitStatus.usage,
                "--rerun-failed uses the check options of that run. Leave out "
                    + "\(asked.options(unlike: earlier).joined(separator: ", ")), or make a new sweep")
        }
        return earlier
    }

    private func rerun(_ catalogue: Catalogue) async throws -> Rerun? {
        guard let word = options.sweep.rerunFailed else { return nil }
        return try await Rerun(of: options.archive.file.source.load(word), by: catalogue)
    }

    private func sweep(
        _ plan: SweepPlan, _ header: Record.Header, _ catalogue: Catalogue, _ chosen: ChosenHosts,
        _ passwords: [ProbeAccount.PasswordSource: Secret]
    ) async throws -> (swept: Swept, recorder: Recorder) {
        let desk = try OpenSSLCertificateReader(hosts: header.hosts, parameters: header.parameters)
        let secrets = try AccessPasswords.load(
            for: chosen.only(plan.swept), as: plan.swept, asking: options.connection)
        let reactor = Reactor()
        let access = try await options.connection.access(to: plan.swept, quiet: options.output.quiet, on: reactor)
        let prompter = TerminalPrompt.prompter
        let jumps = JumpHosts(access, prompter: prompter, on: reactor)
        let recorder = try recorder(header)
        try growing?.open()
        let sweeper = Sweeper(
            transport: SSHTransport(
                access: access, jumps: jumps, prompter: prompter, questions: options.connection.hostQuestions,
                context: desk.context),
            dialer: NetDialer(reactor: reactor, context: desk.context),
            advisor: DovecotAdvisor(certificates: desk, parameters: header.parameters),
            sink: recorder, options: options.engine(catalogue, header.parameters), passwords: passwords,
            secrets: secrets,
            now: RunIdentity.now)
        let judging = Judging(
            by: catalogue, parameters: header.parameters, certificates: desk,
            ended: { [growing] in growing?.append($0) })
        let session = SweepSession(
            header: header, plan: plan, sweeper: sweeper, reactor: reactor, judging: judging,
            deadline: options.pace.deadline,
            progress: ProgressLine(
                hosts: plan.swept.count, isShown: Terminal.isWatched && !options.output.quiet,
                style: ReportStyle(width: Terminal.width(of: 2) ?? 80, inASCII: options.output.report.ascii),
                judging: judging))
        var swept = await session.run(recorder: recorder)
        await jumps.close()
        swept.run = recorder.withHistory(swept.run)
        return (swept, recorder)
    }

    /// Checks all paths now. A failing archive does not stop the sweep.
    private func recorder(_ header: Record.Header) throws -> Recorder {
        if let name = options.archive.saveAs { try checkIsFree(name) }
        let file = try options.sweep.record.map { try RecordFile(path: $0, header: header) }
        return Recorder(
            file: file,
            archive: options.archive.noArchive
                ? nil : ArchiveRecord(in: options.archive.file.archive, name: options.archive.saveAs, header: header))
    }

    private func checkIsFree(_ name: String) throws {
        guard let archive = try? ArchiveFile.open(options.archive.file.archive),
            let holder = try? archive.runs(called: name).first(where: { $0.name == name })
        else { return }
        throw CommandFailure(
            ExitStatus.usage,
            "--save-as \(name): run \(holder.id) has this name: choose another, or dovesweep runs --forget "
                + "\(shellWord(name))"
        )
    }
}
