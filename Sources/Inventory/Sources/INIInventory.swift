internal import Diagnostics
internal import TextFiles

/// Reads an INI inventory into a `InventoryBuilder`, in one pass like Ansible's `ini` plugin.
struct INIInventory {
    private enum Section {
        case hosts(group: Int)
        case children(group: Int)
        case variables(group: Int)
        /// After a wrong heading, which has been reported.
        case broken
    }

    private let file: String
    private let draft: InventoryBuilder
    private var section: Section
    /// Child groups without a declaration yet.
    private var awaited: [String: [(parent: Int, source: Source)]] = [:]
    /// Groups with a `:vars` section but without a declaration yet.
    private var undeclared: [String: Source] = [:]
    private var problems: [InputError.Problem] = []

    private init(file: String, draft: InventoryBuilder) {
        self.file = file
        self.draft = draft
        section = .hosts(group: InventoryBuilder.ungrouped)
    }

    /// Reads the whole file, and throws all its problems together.
    static func read(_ bytes: [UInt8], file: String, into draft: InventoryBuilder) throws(InputError) {
        var reader = INIInventory(file: file, draft: draft)
        TextLines(bytes: bytes).forEach { line, number in
            do throws(InputError) {
                try reader.read(line, at: Source(file: file, line: number))
            } catch {
                reader.problems += error.problems
            }
        }
        reader.refuseUndeclaredGroups()
        guard reader.problems.isEmpty else { throw InputError(reader.problems) }
    }

    private mutating func read(_ bytes: ArraySlice<UInt8>, at source: Source) throws(InputError) {
        guard let line = String(validating: bytes, as: UTF8.self) else {
            throw InputError(
                .init(
                    "the line is not UTF-8", text: String(decoding: bytes, as: UTF8.self), at: source,
                    remedy: "Save the file as UTF-8."))
        }
        if let heading = INIHeading(line) { return try begin(heading, line, at: source) }
        switch section {
        case .hosts(let group): try readHost(line, group: group, at: source)
        case .children(let group): try readChild(line, of: group, at: source)
        case .variables(let group): try readVariable(line, group: group, at: source)
        case .broken: break
        }
    }

    private mutating func begin(_ heading: INIHeading, _ line: String, at source: Source) throws(InputError) {
        section = .broken
        switch heading {
        case .malformed:
            throw InputError(
                .init(
                    "the heading of a section cannot be read", text: line, at: source,
                    remedy: "Write [group], [group:children] or [group:vars], without spaces; a comment begins with #.")
            )
        case .unknown(let kind):
            throw InputError(
                .init(
                    "there is no section type \"\(Excerpt.of(kind))\"", text: line, at: source,
                    remedy: "Write [group], [group:children] or [group:vars]."))
        case .hosts(let name): section = .hosts(group: declare(name))
        case .children(let name): section = .children(group: declare(name))
        case .variables(let name):
            if draft.number(ofGroup: name) == nil, awaited[name] == nil { undeclared[name] = source }
            section = .variables(group: draft.group(name))
        }
    }

    private mutating func declare(_ name: String) -> Int {
        let group = draft.group(name)
        undeclared[name] = nil
        for (parent, source) in awaited.removeValue(forKey: name) ?? [] {
            draft.add(child: group, to: parent, at: source)
        }
        return group
    }

    private func readHost(_ line: String, group: Int, at source: Source) throws(InputError) {
        let definition = try INIHostLine(line, at: source)
        for name in definition.names {
            let host = try draft.host(name, in: group, port: definition.port, at: source)
            for (name, value) in definition.variables {
                try draft.set(name, to: Variable(value, from: source), onHost: host)
            }
        }
    }

    private mutating func readChild(_ line: String, of parent: Int, at source: Source) throws(InputError) {
        guard let name = INIHeading.groupName(line) else {
            throw InputError(
                .init(
                    "this is not the name of a group", text: line, at: source,
                    remedy: "Write one name on each line, without colons or variables."))
        }
        if let child = draft.number(ofGroup: name) {
            draft.add(child: child, to: parent, at: source)
        } else {
            awaited[name, default: []].append((parent, source))
        }
    }

    private func readVariable(_ line: String, group: Int, at source: Source) throws(InputError) {
        guard let equals = line.firstIndex(of: "=") else {
            throw InputError(
                .init("this is not a variable", text: line, at: source, remedy: "Write name=value."))
        }
        let name = INIHeading.trim(line[..<equals])
        guard !name.isEmpty else { throw INIHostLine.noName(line, at: source) }
        let value = PythonLiteral.value(of: INIHeading.trim(line[line.index(after: equals)...]))
        try draft.set(name, to: Variable(value, from: source), onGroup: group)
    }

    private mutating func refuseUndeclaredGroups() {
        let children = awaited.flatMap { name, waiting in waiting.map { (name, $0.source) } }
        let sections = undeclared.map { ($0.key, $0.value) }
        let missing = (children + sections).sorted { ($0.1.line ?? 0) < ($1.1.line ?? 0) }
        for (place, (name, source)) in missing.enumerated() {
            let known = place < InputError.limit ? draft.groups.map(\.name).filter { $0 != name } : []
            let near = Suggestion.sentence(for: name, among: known)
            problems.append(
                .init(
                    "no such group is defined", text: name, at: source,
                    remedy: "\(near)Define it with [\(Excerpt.of(name))], or remove this."))
        }
    }
}
