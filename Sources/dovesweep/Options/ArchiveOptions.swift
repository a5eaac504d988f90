internal import Archive
internal import ArgumentParser
internal import Runs
internal import ShellQuoting

struct ArchiveOptions: ParsableArguments {
    @OptionGroup var file: ArchiveOption

    @Option(
        help: """
            A name for the stored run, for compare, report and --against. A run with a name is kept until you \
            delete it.
            """
    )
    var saveAs: String?

    @Flag(help: "Do not store the run.")
    var noArchive = false

    func validate() throws {
        guard let saveAs else { return }
        if noArchive { throw ValidationError("--save-as needs the archive: leave out --no-archive") }
        let isWord = saveAs.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) }
        if saveAs.first?.isLetter != true || !isWord || saveAs == RunSource.last {
            throw ValidationError(
                "--save-as: a name begins with a letter and has only letters, digits, '.', '_' and '-'; "
                    + "“\(RunSource.last)” is not allowed, because it means the newest run")
        }
    }
}

struct ArchiveOption: ParsableArguments {
    @Option(
        help: """
            The archive of runs. It keeps the last \(Archive.keptRuns) runs for \(Archive.keptDays) days, and runs \
            with \
            a name without limit. Default: dovesweep/archive.sqlite in $XDG_STATE_HOME, else in ~/.local/state.
            """)
    var archive: String?

    var source: RunSource { RunSource(archive: archive) }

    /// A command of dovesweep that reads the same archive, as it can be pasted into a shell.
    func command(_ words: String) -> String {
        "dovesweep \(words)" + (archive.map { " --archive \(shellWord($0))" } ?? "")
    }
}
