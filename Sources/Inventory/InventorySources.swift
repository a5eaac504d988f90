/// Reads the sources of an inventory in order into one draft: files, folders, programs, and lists of hosts.
struct InventorySources {
    let files: any InventoryFiles
    let aids: InventoryAids
    let draft: Draft
    /// The folders beside whose files variables are looked for, in the order of the sources.
    private(set) var folders: [String] = []

    init(files: any InventoryFiles, aids: InventoryAids) {
        self.files = files
        self.aids = aids
        draft = Draft(warnings: aids.warnings)
    }

    /// What Ansible passes over in a folder: `REJECT_EXTS` and `INVENTORY_IGNORE_EXTS` of its configuration.
    private static let ignoredSuffixes = [
        ".pyc", ".pyo", ".swp", ".bak", "~", ".rpm", ".md", ".txt", ".rst", ".orig", ".cfg", ".retry",
    ]
    private static let ignoredNames: Set = ["group_vars", "host_vars", "vars_plugins"]

    mutating func read(_ source: String) throws(InventoryError) {
        draft.file = nil
        if source == "-" { return try readStandardInput() }
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
            let hostWord = source.contains("/") ? "mx1.example.net" : Excerpt.of(source)
            throw InventoryError(
                .init(
                    "there is no such inventory", at: Source(file: source),
                    remedy: "Name a file, a folder, - for standard input, or a host with a comma: -i \(hostWord),"))
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
        draft.file = files.absolute(path)
        if SealedText.isSealed(bytes) { return try readSealed(bytes, path) }
        let form = try InventoryForm(of: bytes, path: path, mayBeRun: files.mayBeRun(path))
        try read(bytes, of: form, path)
    }

    private func read(_ bytes: [UInt8], of form: InventoryForm, _ path: String) throws(InventoryError) {
        switch form {
        case .ini: try INIInventory.read(bytes, file: path, into: draft)
        case .yaml: try YAMLInventory.read(bytes, file: path, into: draft)
        case .program: try ProgramInventory.read(path, running: aids.run, into: draft)
        }
    }

    /// A file that ansible-vault has sealed: its hosts are named, and its variables are secrets.
    private func readSealed(_ bytes: [UInt8], _ path: String) throws(InventoryError) {
        guard let plain = try aids.vault.open(bytes, of: path) else {
            throw InventoryError(
                .init(
                    "the file is sealed by ansible-vault", at: Source(file: path),
                    remedy: "To open it, \(Vault.advice)."))
        }
        draft.warnings.isSealed = true
        defer { draft.warnings.isSealed = false }
        do throws(InventoryError) {
            try read(plain, of: try InventoryForm(of: plain, path: path, mayBeRun: false), path)
        } catch {
            throw error.withoutSealedText(of: path)
        }
    }

    /// A list of hosts, a line each, or an inventory in any form of text.
    private func readStandardInput() throws(InventoryError) {
        let name = "standard input"
        let bytes = aids.standardInput()
        try read(bytes, of: try InventoryForm(of: bytes, path: name, mayBeRun: false), name)
    }

    private func unreadable(_ path: String) -> InventoryError {
        InventoryError(.init("it cannot be read", at: Source(file: path), remedy: "Check that you may read it."))
    }
}
