internal import ArgumentParser
internal import Checks
internal import Diagnostics
internal import Fleet
internal import FoundationEssentials
internal import YAMLFiles

/// The operator's own checks.
struct CatalogueOptions: ParsableArguments {
    @Option(
        name: .customLong("catalogue"),
        help: "A file (YAML) with checks of your own to run too (repeatable). Test it with `dovesweep checks lint`.")
    var files: [String] = []

    func catalogue() throws -> Catalogue {
        Catalogue.builtIn.adding(try Self.checks(in: files))
    }

    /// - Throws: `CommandFailure` for an id in two files.
    static func checks(in files: [String]) throws -> [OwnCheck] {
        var checks: [OwnCheck] = []
        for file in files {
            for check in try self.checks(in: file) {
                guard !checks.contains(where: { $0.id == check.id }) else {
                    throw CommandFailure(
                        ExitStatus.wrongFile,
                        "\(file): “\(check.id)” is also in another --catalogue file: rename one of them")
                }
                checks.append(check)
            }
        }
        return checks
    }

    private static func checks(in file: String) throws -> [OwnCheck] {
        guard let contents = FileManager.default.contents(atPath: file) else {
            throw CommandFailure(
                ExitStatus.wrongFile, "\(file): the catalogue file \(FileTrouble.words(of: file))")
        }
        let checks: [OwnCheck]
        do throws(YAMLFileError) {
            checks = try OwnCatalogue.checks(in: Array(contents), file: file)
        } catch {
            throw CommandFailure(ExitStatus.wrongFile, error.description)
        }
        for check in checks {
            guard let objection = ShellSyntax.objection(to: check.probe?.command ?? "") else { continue }
            throw CommandFailure(
                ExitStatus.wrongFile, "\(check.place): the shell cannot parse the command of \(check.id): \(objection)")
        }
        return checks
    }
}
