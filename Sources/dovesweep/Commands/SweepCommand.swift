internal import ArgumentParser
internal import Checks
internal import Fleet
internal import FoundationEssentials
internal import Inventory
internal import Net
internal import Reports
internal import SSH
internal import Sweep
internal import TLS

struct SweepCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sweep", abstract: "Sweep the hosts and print the matrix.",
        discussion: """
            dovesweep sweep -o table -o json:report.json  also for programs
            dovesweep sweep eu --only tls                 certificates alone
            dovesweep sweep --record sweep.jsonl          keep the evidence
            dovesweep sweep --max-failing 5%              exit 0 up to 5 % failing
            """)

    @OptionGroup(title: "Hosts") var hosts: HostOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions
    @OptionGroup(title: "Pace") var pace: PaceOptions
    @OptionGroup(title: "Checks") var checks: CheckOptions
    @OptionGroup(title: "Probe account") var probe: ProbeOptions
    @OptionGroup(title: "Gate") var gate: GateOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    @Option(help: "Keep the evidence in this file as the sweep goes (JSON lines); it must not exist yet.")
    var record: String?

    func validate() throws {
        if hosts.source.readsStandardInput, probe.probePasswordFile == "-" {
            throw ValidationError("--inventory - and --probe-password-file -: standard input is one, and not both")
        }
    }

    func run() async throws {
        try ReportWriter.check(output.reports)
        let catalogue = try checks.catalogue()
        let chosen = try hosts.selected()
        let fleet = try reading(chosen)
        let header = Record.Header(
            id: RunIdentity.make(), started: RunIdentity.now(),
            agentHash: sha256(Agent.script(adding: catalogue.probes)),
            parameters: checks.parameters, hosts: fleet)
        let desk = try CertificateDesk(hosts: fleet, parameters: checks.parameters)
        let passwords = try Passwords.load(for: fleet)
        let secrets = try AccessPasswords.load(for: chosen, as: fleet, asking: connection)
        let reactor = Reactor()
        let access = try await SSHAccess(to: fleet, connection, quiet: output.quiet, on: reactor)
        let jumps = JumpHosts(access, on: reactor)
        let recordFile = try record.map { try RecordFile(path: $0, header: header) }
        let sweeper = Sweeper(
            transport: SSHTransport(
                access: access, jumps: jumps, asksPerson: PersonAtTerminal.isThere, context: desk.context),
            dialer: NetDialer(reactor: reactor, context: desk.context),
            advisor: DovecotAdvisor(certificates: desk, parameters: checks.parameters),
            sink: recordFile ?? NoRecord(), options: options(catalogue), passwords: passwords, secrets: secrets,
            now: RunIdentity.now)
        let judging = Judging(by: catalogue, parameters: checks.parameters, certificates: desk)
        let session = SweepSession(
            header: header, sweeper: sweeper, reactor: reactor, judging: judging, deadline: pace.deadline,
            progress: ProgressLine(
                hosts: fleet.count, isShown: Terminal.isWatched && !output.quiet,
                style: ReportStyle(width: Terminal.width(of: 2) ?? 80, inASCII: output.ascii), judging: judging))
        let run = await session.run(record: recordFile)
        await jumps.close()
        let decision = gate.gate.decide(on: run)
        try ReportWriter.write(
            Report(run, decision: decision, style: Terminal.style(output)), to: output.reports,
            terminal: Terminal.style(output))
        if let failure = recordFile?.failure { throw failure }
        throw ExitCode(Int32(decision.status))
    }

    /// The hosts as they will be reached, whatever option or variable says so.
    private func reading(_ chosen: ChosenHosts) throws -> [Host] {
        var defaults = connection.defaults
        defaults.probeUser = probe.probeUser
        defaults.probePassword = probe.source
        return try chosen.fleet(defaults)
    }

    private func options(_ catalogue: Catalogue) -> Sweeper.Options {
        var options = Sweeper.Options()
        options.probes = catalogue.probes
        options.width = min(pace.concurrency, Descriptors.hostsAtATime())
        options.budget = .seconds(pace.timeout)
        options.looksOutside = checks.parameters.looksOutside
        options.opensMailbox = checks.parameters.opensMailbox
        options.maxRefusals = probe.maxRefusals
        return options
    }
}
