package import Archive
internal import Diagnostics
internal import FoundationEssentials

/// Finds a run by `last`, a name, the beginning of an id, or a file.
package struct RunSource {
    package static let last = "last"
    package static let help: String =
        "A stored run (last, a name, or the beginning of an id: see dovesweep runs), or a file: a record or a JSON "
        + "report."

    private let archive: String?

    /// `archive` is the path that `--archive` gives.
    package init(archive: String?) {
        self.archive = archive
    }

    package func load(_ word: String) throws -> LoadedRun {
        if word.contains("/") { return try file(word) }
        let isFile = FileManager.default.fileExists(atPath: word) && word != Self.last
        let archive: Archive?
        do { archive = try ArchiveFile.open(self.archive) } catch {
            // A file can be read without the archive.
            if isFile { return try file(word) }
            throw error
        }
        if let archive, let stored = try stored(word, in: archive) { return stored }
        if isFile { return try file(word) }
        throw CommandFailure(ExitStatus.wrongFile, notFound(word))
    }

    private func stored(_ word: String, in archive: Archive) throws -> LoadedRun? {
        let found = try archive.runs(meant: word)
        guard found.count <= 1 else {
            let ids = found.prefix(5).map(\.id).joined(separator: ", ")
            throw CommandFailure(
                ExitStatus.wrongFile,
                "the ids of \(found.count) runs begin with “\(word)”: write more of the id: \(ids) …")
        }
        guard let run = found.first else { return nil }
        do throws(ArchiveError) {
            var loaded = LoadedRun(
                label: "\(archive.path), run \(run.id)", record: try archive.record(of: run.id),
                document: try archive.document(of: run.id))
            loaded.addingHistory = { run in
                do throws(ArchiveError) { return try archive.withHistory(run) } catch { throw CommandFailure(error) }
            }
            return loaded
        } catch {
            throw CommandFailure(error)
        }
    }

    private func file(_ path: String) throws -> LoadedRun {
        guard let contents = FileManager.default.contents(atPath: path) else {
            throw CommandFailure(
                ExitStatus.wrongFile,
                "\(path): the file \(FileTrouble.words(of: path)); dovesweep runs lists what is stored")
        }
        return LoadedRun(label: path, file: Array(contents))
    }

    private func notFound(_ word: String) -> String {
        word == Self.last
            ? "no run is stored yet in \(ArchiveFile.path(archive)): each dovesweep sweep stores one"
            : "no stored run has the name or id “\(word)”, and there is no such file: see dovesweep runs"
    }
}

extension Archive {
    package func runs(meant word: String) throws -> [StoredRun] {
        do throws(ArchiveError) {
            return word == RunSource.last ? [try last()].compactMap(\.self) : try runs(called: word)
        } catch {
            throw CommandFailure(error)
        }
    }
}
