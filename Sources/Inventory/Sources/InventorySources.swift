internal import Diagnostics
internal import SSHConfig
internal import TextFiles

/// Reads inventory sources in order into one `InventoryBuilder`.
struct InventorySources {
    let files: any FileSystem
    let aids: InventoryEnvironment
    let draft: InventoryBuilder
    /// Directories to search for `group_vars` and `host_vars`.
    private(set) var folders: [String] = []

    init(files: any FileSystem, aids: InventoryEnvironment) {
        self.files = files
        self.aids = aids
        draft = InventoryBuilder(warnings: aids.warnings)
    }

    /// Ansible's `REJECT_EXTS` and `INVENTORY_IGNORE_EXTS`.
    private static let ignoredSuffixes = [
        ".pyc", ".pyo", ".swp", ".bak", "~", ".rpm", ".md", ".txt", ".rst", ".orig", ".cfg", ".retry",
    ]
    private static let ignoredNames: Set = ["group_vars", "host_vars", "vars_plugins"]

    mutating func read(_ source: String) throws(InputError) {
        draft.file = nil
        if source == "-" { return try readStandardInput() }
        switch files.kind(of: source) {
        case .folder:
            folders.append(source)
            guard try readFolder(source) > 0 else {
                throw InputError(
                    .init(
                        "the folder has no inventory file", at: Source(file: source),
                        remedy: "Create one there, such as hosts.ini or hosts.yml."))
            }
        case .file:
            folders.append(Path.folder(of: source))
            try readFile(source)
        case nil where source.contains(","): try HostList.read(source, into: draft)
        case nil:
            let hostWord = source.contains("/") ? "mx1.example.net" : Excerpt.of(source)
            throw InputError(
                .init(
                    "this inventory does not exist", at: Source(file: source),
                    remedy:
                        "Give a file, a folder, or - for standard input. For a host, write a comma after it: -i "
                        + "\(hostWord),"
                ))
        }
    }

    /// Recursive, in order of name. Returns the number of files.
    private func readFolder(_ path: String) throws(InputError) -> Int {
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

    private func readFile(_ path: String) throws(InputError) {
        guard let bytes = files.contents(of: path) else { throw unreadable(path) }
        draft.file = files.absolute(path)
        if VaultText.isSealed(bytes) { return try readSealed(bytes, path) }
        let form = try InventoryForm(of: bytes, path: path, isExecutable: files.isExecutable(path))
        try read(bytes, of: form, path)
    }

    private func read(_ bytes: [UInt8], of form: InventoryForm, _ path: String) throws(InputError) {
        switch form {
        case .ini: try INIInventory.read(bytes, file: path, into: draft)
        case .yaml: try YAMLInventory.read(bytes, file: path, into: draft)
        case .program: try ProgramInventory.read(path, running: aids.run, into: draft)
        }
    }

    /// Of an encrypted file, host names are public and variables are secret.
    private func readSealed(_ bytes: [UInt8], _ path: String) throws(InputError) {
        guard let plain = try aids.vault.open(bytes, of: path) else {
            throw InputError(
                .init(
                    "the file is encrypted with ansible-vault", at: Source(file: path),
                    remedy: "To read it, \(Vault.advice)."))
        }
        draft.warnings.isSealed = true
        defer { draft.warnings.isSealed = false }
        do throws(InputError) {
            try read(plain, of: try InventoryForm(of: plain, path: path, isExecutable: false), path)
        } catch {
            throw error.withoutSealedText(of: path)
        }
    }

    private func readStandardInput() throws(InputError) {
        let name = "standard input"
        let bytes = aids.standardInput()
        try read(bytes, of: try InventoryForm(of: bytes, path: name, isExecutable: false), name)
    }

    private func unreadable(_ path: String) -> InputError {
        InputError(.init("it cannot be read", at: Source(file: path), remedy: "Check that you may read it."))
    }
}
