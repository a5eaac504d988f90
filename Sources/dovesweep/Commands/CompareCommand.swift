internal import ArgumentParser
internal import Assessment
internal import Diagnostics
internal import Fleet
internal import FoundationEssentials
internal import Policy
internal import ReportFiles
internal import Reports
internal import Runs
internal import YAMLFiles

struct CompareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare", abstract: "What changed between two runs.",
        discussion: """
            dovesweep compare before-change last
            dovesweep compare before-change last --map mx1=new1 --map mx2=new2
            dovesweep compare before-change last --map @moved.txt
            dovesweep compare before.json after.json -o json:changes.json
            dovesweep compare before-change last -o junit:changes.xml

            Exit status: 0 nothing got worse, 1 something got worse: a new failure, a check
            whose verdict is no longer known, a host that is gone, or a new host that does
            not pass. New warnings are shown, but are not worse. With --exit-codes nagios
            new warnings are 1, and worse is 2.
            """)

    @Argument(help: "The earlier run. \(RunSource.help)")
    var before: String
    @Argument(help: "The later run.")
    var after: String
    @Option(
        help: ArgumentHelp(
            "A host that has a new name, or @FILE with one such pair on each line (repeatable). Several hosts may "
                + "become one, or one several.",
            valueName: "old=new|@file"))
    var map: [String] = []
    @OptionGroup(title: "Checks") var catalogue: CatalogueOptions
    @OptionGroup(title: "Archive") var archive: ArchiveOption
    @OptionGroup(title: "Output") var output: ReportOptions

    func run() async throws {
        try ReportWriter.check(output.reports.map(\.path))
        let moves = try moves()
        let source = archive.source
        let catalogue = try catalogue.catalogue()
        var redaction = output.redact ? Redaction() : nil
        let earlier = try await source.load(before).run(by: catalogue)
        let later = try await source.load(after).run(by: catalogue)
        let names = try formerNames(moves, earlier, later)
        let former = Set(earlier.hosts.map(\.host.name))
        guard
            later.hosts.contains(where: { host in
                (names[host.host.name] ?? [host.host.name]).contains(where: former.contains)
            })
        else {
            // A partial run may lack a name of --map, but then another pair has to match.
            _ = try formerNames(moves, earlier, later, areWhole: true)
            throw CommandFailure(
                ExitStatus.usage,
                "the two runs have no host in common. If hosts have new names, give --map OLD=NEW for each of them")
        }
        var comparison = Comparison(
            earlier.redacted(by: &redaction), later.redacted(by: &redaction),
            formerNames: redaction?.redact(names) ?? names)
        comparison.exitCodes = output.exitCodes
        let style = Terminal.style(color: output.color, ascii: output.ascii)
        let texts = output.reports.map { [comparison] report in
            ReportWriter.Written(path: report.path) {
                Array(report.format.render(comparison, style: report.path == nil ? style : style.ofFile).utf8)
            }
        }
        try ReportWriter.write(texts, answer: comparison.summary)
        throw ExitCode(Int32(clamping: comparison.status))
    }

    private func moves() throws -> HostMap {
        var moves = HostMap()
        for word in map {
            let path = word.hasPrefix("@") ? String(word.dropFirst()) : word
            if !word.hasPrefix("@"), word.contains("="), !word.contains("/"), moves.add(word) { continue }
            guard let contents = FileManager.default.contents(atPath: path) else {
                if word.hasPrefix("@") {
                    throw CommandFailure(ExitStatus.wrongFile, "--map \(word): the file \(FileTrouble.words(of: path))")
                }
                throw CommandFailure(
                    ExitStatus.usage,
                    "--map \(word): write OLD=NEW, or @FILE for a file with one such pair on each line")
            }
            do throws(YAMLFileError) { try moves.add(file: Array(contents), named: path) } catch {
                throw CommandFailure(ExitStatus.wrongFile, error.description)
            }
        }
        return moves
    }

    /// `areWhole` refuses unknown names of partial runs too.
    private func formerNames(
        _ moves: HostMap, _ before: Run, _ after: Run, areWhole: Bool = false
    ) throws -> [String: [String]] {
        do throws(HostMapError) {
            return try moves.formerNames(
                before: HostMap.Hosts(before.hosts.map(\.host.name), isWhole: areWhole || !before.isPartial),
                after: HostMap.Hosts(after.hosts.map(\.host.name), isWhole: areWhole || !after.isPartial))
        } catch {
            throw CommandFailure(ExitStatus.usage, error.message)
        }
    }
}
