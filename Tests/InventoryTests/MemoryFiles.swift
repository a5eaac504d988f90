import Diagnostics
import Inventory
import SSHConfig
import TextFiles

/// Files that exist only in a test: path to contents; folders are what the paths imply.
struct MemoryFiles: FileSystem {
    var files: [String: String]
    /// Those that others may change.
    var shared: Set<String> = []
    /// Those that may be run.
    var programs: Set<String> = []
    /// Those, and folders, that are there and cannot be read.
    var unreadable: Set<String> = []
    /// Contents that are no text.
    var bytes: [String: [UInt8]] = [:]

    private var paths: [String] { Array(files.keys) + bytes.keys }

    func kind(of path: String) -> FileKind? {
        if files[path] != nil || bytes[path] != nil { return .file }
        return paths.contains { $0.hasPrefix(path + "/") } ? .folder : nil
    }

    func isExecutable(_ path: String) -> Bool { programs.contains(path) }

    func absolute(_ path: String) -> String { "/srv/ops/\(path)" }

    func isWritable(_ path: String, byOthersThan userID: UInt32) -> Bool { shared.contains(path) }

    func contents(of path: String) -> [UInt8]? {
        unreadable.contains(path) ? nil : bytes[path] ?? files[path].map { Array($0.utf8) }
    }

    func entries(of folder: String) -> [String]? {
        if unreadable.contains(folder) { return nil }
        return Array(
            Set(
                paths.filter { $0.hasPrefix(folder + "/") }.compactMap { path in
                    path.dropFirst(folder.count + 1).split(separator: "/").first.map(String.init)
                }))
    }
}

extension SSHRoutes {
    /// What `ssh` does without any configuration.
    static var none: SSHRoutes { routes() }

    /// What it does by these files, for the account `op`; every command of a `Match exec` fails.
    static func routes(_ files: [String: String] = [:]) -> SSHRoutes {
        let coordinator = SSHConfiguration.Coordinator(
            user: "op", userID: 1000, home: "/home/op", hostName: "desk", environment: [:])
        let memory = MemoryFiles(files: files)
        guard let routes = try? SSHRoutes(for: coordinator, files: memory, running: { _ in false }) else {
            preconditionFailure("a configuration that ssh refuses")
        }
        return routes
    }
}

extension HostInventory {
    /// An inventory of one file, `hosts.ini` unless it is named.
    static func of(_ text: String, file: String = "hosts.ini") throws -> HostInventory {
        try load(sources: [file], files: MemoryFiles(files: [file: text]))
    }
}

/// What loading some files complains of; nil where it does not.
func complaint(of sources: [String], files: [String: String]) -> String? {
    complaint(of: sources, MemoryFiles(files: files))
}

func complaint(of sources: [String], _ files: MemoryFiles) -> String? {
    do {
        _ = try HostInventory.load(sources: sources, files: files)
        return nil
    } catch {
        return error.description
    }
}
