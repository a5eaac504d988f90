internal import Diagnostics
internal import TextFiles

/// Parses a configuration file with its includes, and throws all problems together.
struct SSHFileReader {
    let files: any FileSystem
    let coordinator: SSHConfiguration.Coordinator
    /// Relative paths start at `~/.ssh`, else at `/etc/ssh`.
    let isUsers: Bool

    private static let deepest = 16

    /// nil if there is no such file.
    ///
    /// Refuses private and included files that others can change: they can name commands to run.
    func read(_ path: String, isPrivate: Bool) throws(InputError) -> [SSHLine]? {
        guard files.kind(of: path) != nil else { return nil }
        return try read(path, isPrivate: isPrivate, depth: 0)
    }

    private func read(_ path: String, isPrivate: Bool, depth: Int) throws(InputError) -> [SSHLine] {
        if isPrivate, files.isWritable(path, byOthersThan: coordinator.userID) {
            throw InputError(
                .init(
                    "other accounts may change this file, so ssh refuses it", at: Source(file: path),
                    remedy: "Make yourself its owner (chown), and remove the write permission of others (chmod go-w)."))
        }
        // `ssh` can open a directory, and reads nothing from it.
        guard files.kind(of: path) == .file else { return [] }
        guard let bytes = files.contents(of: path) else {
            throw InputError(
                .init("it cannot be read", at: Source(file: path), remedy: "Check that you may read it."))
        }
        var lines: [SSHLine] = []
        var problems: [InputError.Problem] = []
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
        guard problems.isEmpty else { throw InputError(problems) }
        return lines
    }

    private func include(_ paths: [String], depth: Int) throws(SSHLine.Refusal) -> [[SSHLine]] {
        guard depth <= Self.deepest else {
            throw SSHLine.Refusal(
                "the files include each other more than \(Self.deepest) deep", remedy: "Remove one Include.")
        }
        var read: [[SSHLine]] = []
        for path in paths {
            for file in SSHIncludePaths(files: files).matching(try anchored(path)) {
                do throws(InputError) {
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
            throw SSHLine.Refusal("the path is in the home of another account", remedy: "Write the path in full.")
        }
        return coordinator.home + Substring(path.utf8.dropFirst())
    }
}

struct SSHIncludePaths {
    let files: any FileSystem

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
