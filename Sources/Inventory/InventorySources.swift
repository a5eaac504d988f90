/// Reads the sources of an inventory in order into one draft: files, folders, and lists of hosts.
struct InventorySources {
    let files: any InventoryFiles
    let draft = Draft()
    /// The folders beside whose files variables are looked for, in the order of the sources.
    private(set) var folders: [String] = []

    init(files: any InventoryFiles) {
        self.files = files
    }

    /// What Ansible passes over in a folder: `REJECT_EXTS` and `INVENTORY_IGNORE_EXTS` of its configuration.
    private static let ignoredSuffixes = [
        ".pyc", ".pyo", ".swp", ".bak", "~", ".rpm", ".md", ".txt", ".rst", ".orig", ".cfg", ".retry",
    ]
    private static let ignoredNames: Set = ["group_vars", "host_vars", "vars_plugins"]

    mutating func read(_ source: String) throws(InventoryError) {
        switch files.kind(of: source) {
        case .folder:
            folders.append(source)
            guard try readFolder(source) > 0 else {
                throw InventoryError(
                    .init(
                        "the folder holds no inventory file", at: Source(file: source),
                        remedy: "Put one there, such as hosts.ini or hosts.yml."))
            }
        case .file:
            folders.append(Path.folder(of: source))
            try readFile(source)
        case nil where source.contains(","): try HostList.read(source, into: draft)
        case nil:
            throw InventoryError(
                .init(
                    "there is no such inventory", at: Source(file: source),
                    remedy: "Name a file, a folder, or hosts with commas: \"\(Excerpt.of(source)),\" is one host."))
        }
    }

    /// Reads a folder's files in order of name, and those of folders below it; returns how many there were.
    private func readFolder(_ path: String) throws(InventoryError) -> Int {
        guard let names = files.entries(of: path) else { throw unreadable(path) }
        var count = 0
        for name in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) where !Self.isIgnored(name) {
            let path = Path.join(path, name)
            if files.kind(of: path) == .folder {
                count += try readFolder(path)
            } else {
                try readFile(path)
                count += 1
            }
        }
        return count
    }

    private static func isIgnored(_ name: String) -> Bool {
        name.hasPrefix(".") || ignoredNames.contains(name) || ignoredSuffixes.contains(where: name.hasSuffix)
    }

    private func readFile(_ path: String) throws(InventoryError) {
        guard let bytes = files.contents(of: path) else { throw unreadable(path) }
        switch try InventoryForm(of: bytes, path: path) {
        case .ini: try INIInventory.read(bytes, file: path, into: draft)
        case .yaml: try YAMLInventory.read(bytes, file: path, into: draft)
        }
    }

    private func unreadable(_ path: String) -> InventoryError {
        InventoryError(.init("it cannot be read", at: Source(file: path), remedy: "Check that you may read it."))
    }
}
