internal import Archive
internal import ArgumentParser
internal import Credentials
internal import Diagnostics
internal import Reports
internal import Runs

struct RunsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runs", abstract: "List the stored runs, newest first.",
        discussion: """
            dovesweep runs --format json
            dovesweep runs --forget before-change
            """)

    @Option(help: "table or json.")
    var format = Format.table
    @Option(help: "Delete this run (last, a name, or the beginning of an id) instead.")
    var forget: String?
    @OptionGroup(title: "Archive") var archive: ArchiveOption

    enum Format: String, ExpressibleByArgument, CaseIterable { case table, json }

    func run() throws {
        let archive = try ArchiveFile.open(archive.archive)
        if let forget { return try delete(forget, from: archive) }
        do throws(ArchiveError) {
            let list = RunList(try archive?.runs().map(RunList.Entry.init) ?? [])
            let style = Terminal.style(color: .auto, ascii: false)
            print(format == .json ? list.json : list.text(in: style), terminator: "")
        } catch {
            throw CommandFailure(error)
        }
    }

    private func delete(_ word: String, from archive: Archive?) throws {
        let found = try archive?.runs(meant: word) ?? []
        guard let archive, let first = found.first else {
            throw CommandFailure(ExitStatus.usage, "no stored run has the name or id “\(word)”: see dovesweep runs")
        }
        guard found.count == 1 else {
            throw CommandFailure(
                ExitStatus.usage,
                "the ids of \(found.count) stored runs begin with “\(word)”: give the whole id of one (dovesweep runs)")
        }
        do throws(ArchiveError) { try archive.forget(first.id) } catch { throw CommandFailure(error) }
        print("forgotten: \(first.id)")
    }
}

extension RunList.Entry {
    init(_ run: StoredRun) {
        self.init(
            id: run.id, name: run.name, started: run.started, hosts: run.hosts, seconds: run.seconds,
            interruption: run.interruption, rerunOf: run.rerunOf,
            standings: run.standings.map { ($0.passing, $0.failing, $0.undecided) })
    }
}
