internal import ArgumentParser
internal import Credentials
internal import Diagnostics
internal import Doctor
internal import Fleet
internal import FoundationEssentials
internal import Inventory
internal import Net
internal import Reach
internal import Reports
internal import SSH

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Is this machine ready to sweep?",
        discussion: """
            dovesweep doctor                              ask about libraries, keys, known_hosts
            dovesweep doctor --host-keys                  show the keys of hosts that are not known
            dovesweep doctor --host-keys >>known_hosts    approve them, after you compared them

            With --host-keys, doctor does not log in to hosts and changes no file. Compare
            each fingerprint with the output of ssh-keygen -lf on the console of the host.
            """)

    @OptionGroup(title: "Hosts") var hosts: HostOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    @Flag(help: "Fetch the host keys, and print known_hosts lines for those that are not known.")
    var hostKeys = false

    @Option(
        name: [.short, .customLong("concurrency")],
        help: "Hosts swept at the same time; hosts that do not answer are not counted.")
    var concurrency = 64

    @Option(help: "The time limit for one host, in seconds, or such as 2m.", transform: Measure.seconds)
    var timeout = 60

    @Option(help: "Colour: auto, always or never; NO_COLOR turns auto off.")
    var color = ReportOptions.Colour.auto

    @Flag(help: "Print only ASCII characters.")
    var ascii = false

    func validate() throws {
        if concurrency < 1 { throw ValidationError("--concurrency: give at least 1") }
    }

    func run() async throws {
        if hostKeys { try await listHostKeys() } else { try await examine() }
    }

    private func listHostKeys() async throws {
        let fleet = try hosts.selected().fleet(connection.defaults)
        let reactor = Reactor()
        let access = try await connection.access(to: fleet.filter { $0.jumps != nil }, quiet: true, on: reactor)
        let jumps = JumpHosts(access, prompter: TerminalPrompt.prompter, on: reactor)
        let listing = HostKeyListing(
            knownHosts: try KnownHostsFiles(for: fleet.map(\.sshSettings), connection.trust, warn: printError),
            jumps: jumps,
            crowd: Descriptors.pool(of: concurrency), timeout: .seconds(timeout))
        let words = listing.words(for: await listing.fetch(fleet))
        await jumps.close()
        for line in words.lines { print(line) }
        for remark in words.remarks { printError(remark) }
        if !words.isWell { throw ExitCode(1) }
    }

    private func examine() async throws {
        let (chosen, fleet, byPassword, inventory, failure) = inventoryAnswer()
        let able = fleet.filter(\.unsupported.isEmpty)
        let keys = await KeyQuestions(for: able, keyFile: connection.privateKey, on: Reactor())
        let names = await NameQuestions.answers(for: able)
        let checkup = DoctorReport(
            MachineQuestions.answers(width: concurrency) + [inventory] + keys.answers(for: able, byPassword: byPassword)
                + names + HostKeyQuestions(for: fleet, connection.trust).answers(for: fleet)
                + (chosen.map { FleetQuestions.answers(for: able, $0, byPassword: byPassword) } ?? []))
        print(checkup.text(in: Terminal.style(color: color, ascii: ascii)), terminator: "")
        if let failure { throw ExitCode(failure.status) }
        if !checkup.isReady { throw ExitCode(1) }
    }

    /// With a wrong inventory the other questions are still asked.
    private func inventoryAnswer() -> (
        ChosenHosts?, [Host], byPassword: Set<String>, DoctorReport.Answer, CommandFailure?
    ) {
        do {
            let chosen = try hosts.selected()
            let fleet = try chosen.fleet(connection.defaults)
            let byPassword = try zip(chosen.hosts, fleet).filter { source, host in
                try connection.asksPassword || chosen.secrets(of: source, as: host).login != nil
            }.map(\.1.name)
            let odd = fleet.filter { !$0.unsupported.isEmpty }
            guard let first = odd.first else {
                return (chosen, fleet, Set(byPassword), .init(.pass, "inventory", fleet.count.counted("host")), nil)
            }
            return (
                chosen, fleet, Set(byPassword),
                .init(
                    .warn, "inventory",
                    "\(fleet.count.counted("host")), \(odd.count) of them cannot be swept: "
                        + odd.map(\.name).fewNames,
                    "\(first.name): \(first.unsupported.joined(separator: "; "))"), nil
            )
        } catch {
            let failure = error as? CommandFailure ?? CommandFailure(ExitStatus.defect, "\(error)")
            return (nil, [], [], .init(.fail, "inventory", failure.message), failure)
        }
    }
}
