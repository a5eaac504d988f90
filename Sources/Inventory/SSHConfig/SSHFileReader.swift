/// Reads a file of OpenSSH's configuration, and what it includes, into lines; all that is wrong is told at once.
struct SSHFileReader {
    let files: any InventoryFiles
    let coordinator: SSHConfiguration.Coordinator
    /// Whether relative paths start at `~/.ssh`, or at `/etc/ssh`.
    let isUsers: Bool

    /// How deep files may include each other, as in OpenSSH.
    private static let deepest = 16

    /// Nil where there is no such file. A private one, and each that is included, must be out of the reach of others, who
    /// could have commands run by it.
    func read(_ path: String, isPrivate: Bool) throws(InventoryError) -> [SSHLine]? {
        guard files.kind(of: path) != nil else { return nil }
        return try read(path, isPrivate: isPrivate, depth: 0)
    }

    private func read(_ path: String, isPrivate: Bool, depth: Int) throws(InventoryError) -> [SSHLine] {
        if isPrivate, files.mayBeChanged(path, byOthersThan: coordinator.userID) {
            throw InventoryError(
                .init(
                    "others may change this file, so ssh refuses it", at: Source(file: path),
                    remedy: "Let it belong to you, and take the right to write from others."))
        }
        // `ssh` can open a folder, and finds nothing in it.
        guard files.kind(of: path) == .file else { return [] }
        guard let bytes = files.contents(of: path) else {
            throw InventoryError(
                .init("it cannot be read", at: Source(file: path), remedy: "Check that you may read it."))
        }
        var lines: [SSHLine] = []
        var problems: [InventoryError.Problem] = []
        for (index, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
            let source = Source(file: path, line: index + 1)
            do throws(SSHLine.Refusal) {
                let statement = try SSHLine.read(Array(line), source: source) { paths throws(SSHLine.Refusal) in
                    try include(paths, depth: depth + 1)
                }
                if let statement { lines.append(SSHLine(source: source, statement: statement)) }
            } catch {
                let text = String(decoding: TextLines.trim(line), as: UTF8.self)
                problems += error.included.isEmpty ? [error.problem(text, at: source)] : error.included
            }
        }
        guard problems.isEmpty else { throw InventoryError(problems) }
        return lines
    }

    private func include(_ paths: [String], depth: Int) throws(SSHLine.Refusal) -> [[SSHLine]] {
        guard depth <= Self.deepest else {
            throw SSHLine.Refusal(
                "the files include each other more than \(Self.deepest) deep", remedy: "Take one of them out.")
        }
        var read: [[SSHLine]] = []
        for path in paths {
            for file in SSHPaths(files: files).matching(try anchored(path)) {
                do throws(InventoryError) {
                    read.append(try self.read(file, isPrivate: true, depth: depth))
                } catch {
                    throw SSHLine.Refusal(including: error.problems)
                }
            }
        }
        return read
    }

    private func anchored(_ path: String) throws(SSHLine.Refusal) -> String {
        if path.begins(with: "/") { return path }
        guard path.begins(with: "~") else { return "\(isUsers ? "\(coordinator.home)/.ssh" : "/etc/ssh")/\(path)" }
        guard isUsers, path == "~" || path.begins(with: "~/") else {
            throw SSHLine.Refusal("the path is in a home that is not yours", remedy: "Write the path in full.")
        }
        return coordinator.home + Substring(path.utf8.dropFirst())
    }
}

/// Finds the files that a path with wildcards stands for, in the order of a shell.
struct SSHPaths {
    let files: any InventoryFiles

    /// Nothing where nothing is there.
    func matching(_ path: String) -> [String] {
        var found = [""]
        for part in path.parts(at: "/") where !part.isEmpty {
            found = found.flatMap { children(of: $0, String(part)) }
        }
        return found.filter { files.kind(of: $0) != nil }
    }

    private func children(of folder: String, _ part: String) -> [String] {
        guard part.hasAny(of: "*?[") else { return ["\(folder)/\(part)"] }
        let glob = Glob(part)
        let names = (files.entries(of: folder.isEmpty ? "/" : folder) ?? []).filter { name in
            glob.matches(name) && (!name.begins(with: ".") || part.begins(with: "."))
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { "\(folder)/\($0)" }
    }
}
