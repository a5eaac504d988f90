package import YAMLFiles
internal import Fleet

/// Reads an operator's checks (YAML), in the format of `Schema/dovesweep.catalogue-1.schema.json`.
package enum OwnCatalogue {
    /// - Throws: all problems of the file, not only the first.
    package static func checks(in bytes: [UInt8], file: String) throws(YAMLFileError) -> [OwnCheck] {
        guard let root = try YAMLEntry(bytes, file: file) else {
            throw YAMLFileError("the file is empty: “checks:” is missing", file: file)
        }
        let fields = try root.fields(["checks"])
        var problems: [YAMLFileError.Problem] = []
        var checks: [OwnCheck] = []
        for entry in try fields.required("checks").list() {
            do throws(YAMLFileError) {
                let check = try OwnCheckReader(entry).check()
                if checks.contains(where: { $0.id == check.id }) {
                    throw entry.wrong("the id “\(check.id)” is used twice")
                }
                checks.append(check)
            } catch {
                problems += error.problems
            }
        }
        guard problems.isEmpty else { throw YAMLFileError(problems) }
        return checks
    }
}

private struct OwnCheckReader {
    let fields: YAMLFields

    init(_ entry: YAMLEntry) throws(YAMLFileError) {
        fields = try entry.fields([
            "id", "title", "why", "by-hand", "severity", "run", "connect", "seconds", "expect", "remedy", "references",
            "groups",
            "roles", "explained-by",
        ])
    }

    func check() throws(YAMLFileError) -> OwnCheck {
        let id = try id()
        let expect = try fields.required("expect")
        if try expect.oneOrMore().isEmpty { throw expect.wrong("without an expectation the check cannot fail") }
        if let connect = fields["connect"] { return try check(id, connect, expect) }
        let run = try fields.required("run")
        let command = try run.words()
        var expectations: [Expectation] = []
        for entry in try expect.oneOrMore() { expectations.append(try ExpectationReader(entry).expectation()) }
        return try check(
            id, byHand: command, at: run, expectations,
            probe: Probe(name: ProbeName(rawValue: id), seconds: try seconds(), command: command))
    }

    private func check(
        _ id: String, _ connect: YAMLEntry, _ expect: YAMLEntry
    ) throws(YAMLFileError) -> OwnCheck {
        if let run = fields["run"] { throw run.wrong("a check runs a command or connects to a port: keep one of them") }
        let look = try ConnectionReader(connect).look(ProbeName(rawValue: id), seconds: try seconds())
        let (port, expectations) = try PortExpectation.reading(expect, of: look)
        return try check(id, byHand: look.byHand, at: connect, expectations, look: look, port: port)
    }

    private func check(
        _ id: String, byHand: String, at entry: YAMLEntry, _ expectations: [Expectation], probe: Probe? = nil,
        look: OutsideLook? = nil, port: PortExpectation = PortExpectation()
    ) throws(YAMLFileError) -> OwnCheck {
        OwnCheck(
            id: id, explanation: try explanation(byHand), probe: probe, look: look, port: port, place: entry.place,
            severity: try fields["severity"]?.choice(["fail", "warn"]) == "warn" ? .warn : .fail,
            expectations: expectations, scope: try scope(), explainedBy: try explainers())
    }

    private func id() throws(YAMLFileError) -> String {
        let entry = try fields.required("id")
        let id = try entry.text()
        let halves = id.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard halves.count == 2, halves.allSatisfy({ Item(rawValue: $0) != nil }) else {
            throw entry.wrong(
                "“\(id)” is not a valid id: write ITEM.SUBJECT in lower-case letters, digits and hyphens; ITEM is a column "
                    + "of the matrix, from the checklist or a new one")
        }
        if Catalogue.builtIn.checks.contains(where: { $0.id == id }) {
            throw entry.wrong("dovesweep itself has a check “\(id)”: choose another subject")
        }
        return id
    }

    private func explanation(_ command: String) throws(YAMLFileError) -> Explanation {
        var references: [String] = []
        for entry in try fields["references"]?.oneOrMore() ?? [] { references.append(try entry.words()) }
        return Explanation(
            title: try fields.required("title").words(), why: try fields.required("why").words(),
            byHand: try fields["by-hand"]?.words() ?? command, remedies: [try fields.required("remedy").words()],
            references: references)
    }

    private func seconds() throws(YAMLFileError) -> Int {
        guard let entry = fields["seconds"] else { return 5 }
        let seconds = try entry.whole()
        guard (1...30).contains(seconds) else { throw entry.wrong("from 1 to 30 seconds; without it, 5") }
        return seconds
    }

    private func scope() throws(YAMLFileError) -> OwnCheck.Scope {
        var scope = OwnCheck.Scope()
        for entry in try fields["groups"]?.oneOrMore() ?? [] { scope.groups.append(try entry.words()) }
        for entry in try fields["roles"]?.oneOrMore() ?? [] {
            let name = try entry.choice(Host.Role.allCases.map(\.rawValue))
            if let role = Host.Role(rawValue: name) { scope.roles.append(role) }
        }
        return scope
    }

    private func explainers() throws(YAMLFileError) -> [String] {
        var explainers: [String] = []
        for entry in try fields["explained-by"]?.oneOrMore() ?? [] {
            let id = try entry.text()
            guard Catalogue.builtIn.checks.contains(where: { $0.id == id }) else {
                throw entry.wrong("dovesweep itself has no check “\(id)”: see dovesweep checks list")
            }
            explainers.append(id)
        }
        return explainers
    }
}

extension OwnCatalogue {
    /// The JSON Schema (draft 2020-12) of the format, UTF-8.
    package static var schema: [UInt8] { PackageResources.dovesweep_catalogue_1_schema_json }

    /// An example, UTF-8.
    package static var example: [UInt8] { PackageResources.example_yaml }
}
