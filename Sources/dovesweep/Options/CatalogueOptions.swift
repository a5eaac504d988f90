internal import ArgumentParser
internal import Checks
internal import Fleet
internal import FoundationEssentials
internal import YAMLFiles

/// Checks of the operator's own, beside dovesweep's.
struct CatalogueOptions: ParsableArguments {
    @Option(
        name: .customLong("catalogue"),
        help: "Ask the checks of this file (YAML) too (repeatable); `dovesweep checks lint` reads it first.")
    var files: [String] = []

    func catalogue() throws -> Catalogue {
        Catalogue.builtIn.adding(try Self.checks(in: files))
    }

    /// The checks of some files; an id may be in one of them only.
    static func checks(in files: [String]) throws -> [OwnCheck] {
        var checks: [OwnCheck] = []
        for file in files {
            for check in try self.checks(in: file) {
                guard !checks.contains(where: { $0.id == check.id }) else {
                    throw CommandFailure(
                        ExitStatus.wrongFile, "\(file): “\(check.id)” is in another --catalogue file too: rename one")
                }
                checks.append(check)
            }
        }
        return checks
    }

    private static func checks(in file: String) throws -> [OwnCheck] {
        guard let contents = FileManager.default.contents(atPath: file) else {
            throw CommandFailure(
                ExitStatus.wrongFile, "\(file): the catalogue cannot be read: name one that is there and yours to read")
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
                ExitStatus.wrongFile, "\(check.place): sh cannot read the command of \(check.id): \(objection)")
        }
        return checks
    }
}
