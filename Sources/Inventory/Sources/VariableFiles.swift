internal import Diagnostics
internal import SSHConfig
internal import TextFiles
internal import Yams

/// Reads `group_vars/` and `host_vars/` beside an inventory's sources.
struct VariableFiles {
    enum Kind: String { case group = "group_vars", host = "host_vars" }

    /// Ansible's order; only the first existing file of a name is read.
    private static let suffixes = ["", ".yml", ".yaml", ".json"]

    private let files: any FileSystem
    private let vault: Vault
    private let warnings: InventoryWarnings
    private let folders: [Kind: [(path: String, names: Set<String>)]]

    /// The last mention of a repeated directory counts.
    init(beside sources: [String], files: any FileSystem, aids: InventoryEnvironment) throws(InputError) {
        self.files = files
        vault = aids.vault
        warnings = aids.warnings
        var seen: Set<String> = []
        let sources = Array(sources.reversed().filter { seen.insert($0).inserted }.reversed())
        var folders: [Kind: [(path: String, names: Set<String>)]] = [:]
        for kind in [Kind.group, .host] {
            for source in sources {
                let path = Path.join(source, kind.rawValue)
                guard let found = files.kind(of: path) else { continue }
                guard found == .folder, let names = files.entries(of: path) else {
                    throw InputError(
                        .init(
                            "this must be a folder of variable files, but it cannot be read as a folder",
                            at: Source(file: path), remedy: "Make it a folder with files named after \(kind)s."))
                }
                folders[kind, default: []].append((path, Set(names)))
            }
        }
        self.folders = folders
    }

    /// One layer per directory.
    func layers(_ kind: Kind, named name: String) throws(InputError) -> [VariableLayer] {
        var layers: [VariableLayer] = []
        for folder in folders[kind] ?? [] {
            guard let entry = Self.suffixes.map({ name + $0 }).first(where: { holds(folder, $0) }) else {
                layers.append(VariableLayer())
                continue
            }
            var layer = VariableLayer()
            for path in try paths(below: Path.join(folder.path, entry)) { layer.add(try read(path)) }
            layers.append(layer)
        }
        return layers
    }

    /// Group `eu/mail` has its variables in `group_vars/eu/mail.yml`.
    private func holds(_ folder: (path: String, names: Set<String>), _ name: String) -> Bool {
        guard name.contains("/") else { return folder.names.contains(name) }
        return !name.hasPrefix("/") && files.kind(of: Path.join(folder.path, name)) != nil
    }

    /// Recursive, in order of name.
    private func paths(below path: String) throws(InputError) -> [String] {
        guard files.kind(of: path) == .folder else { return [path] }
        guard let names = files.entries(of: path) else { throw unreadable(path) }
        var paths: [String] = []
        for name in names.sorted() where !name.hasPrefix(".") && !name.hasSuffix("~") {
            let path = Path.join(path, name)
            let isFolder = files.kind(of: path) == .folder
            if isFolder, Path.suffix(of: name).isEmpty {
                paths += try self.paths(below: path)
            } else if !isFolder, Self.suffixes.contains(Path.suffix(of: name)) {
                paths.append(path)
            }
        }
        return paths
    }

    private func read(_ path: String) throws(InputError) -> VariableLayer {
        guard let bytes = files.contents(of: path) else { throw unreadable(path) }
        let variables =
            VaultText.isSealed(bytes) ? try sealedVariables(in: bytes, path) : try variables(in: bytes, path)
        guard let variables else { return VariableLayer(sealed: [Source(file: path, line: 1)]) }
        for (name, variable) in variables { try KnownVariables.check(name, at: variable.source) }
        return VariableLayer(variables: variables)
    }

    /// nil if the vault is locked.
    private func sealedVariables(in bytes: [UInt8], _ path: String) throws(InputError) -> Variables? {
        guard let plain = try vault.open(bytes, of: path) else { return nil }
        warnings.isSealed = true
        defer { warnings.isSealed = false }
        do throws(InputError) {
            return try variables(in: plain, path).mapValues(\.vaulted)
        } catch {
            throw error.withoutSealedText(of: path)
        }
    }

    private func variables(in bytes: [UInt8], _ path: String) throws(InputError) -> Variables {
        let (root, values) = try YAMLDocument.read(bytes, file: path, warnings: warnings)
        guard let root else { return [:] }
        guard let mapping = root.mapping else {
            if case .null = try values.value(root) { return [:] }
            throw InputError(
                .init(
                    "a file of variables must be a mapping", text: root.scalar?.string, at: values.source(of: root),
                    remedy: "Write \"name: value\", one on each line."))
        }
        return try values.variables(mapping)
    }

    private func unreadable(_ path: String) -> InputError {
        InputError(.init("it cannot be read", at: Source(file: path), remedy: "Check that you may read it."))
    }
}
