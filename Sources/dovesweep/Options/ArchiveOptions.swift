internal import Archive
internal import ArgumentParser

/// Whether and where the run is kept.
struct ArchiveOptions: ParsableArguments {
    @OptionGroup var file: ArchiveOption

    @Option(help: "Call the stored run so, for compare, report and --against; it is then kept for good.")
    var saveAs: String?

    @Flag(help: "Do not store the run.")
    var noArchive = false

    func validate() throws {
        guard let saveAs else { return }
        if noArchive { throw ValidationError("--save-as names a stored run, and --no-archive stores none") }
        let isWord = saveAs.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) }
        if saveAs.first?.isLetter != true || !isWord || saveAs == RunSource.last {
            throw ValidationError(
                "--save-as: a name begins with a letter and has letters, digits, '.', '_' and '-'; "
                    + "“\(RunSource.last)” is the newest run")
        }
    }
}

/// Which archive.
struct ArchiveOption: ParsableArguments {
    @Option(
        help: """
            The archive of runs, which are kept \(Archive.keptDays) days, \(Archive.keptRuns) at most, and for good where \
            they have a name. Default: dovesweep/archive.sqlite in $XDG_STATE_HOME, else in ~/.local/state.
            """)
    var archive: String?
}
