import SSHConfig
import TextFiles

/// Files that exist only in a test: path to contents; folders are what the paths imply.
struct MemoryFiles: FileSystem {
    var files: [String: String]
    /// Those that others may change.
    var shared: Set<String> = []

    func kind(of path: String) -> FileKind? {
        if files[path] != nil { return .file }
        return files.keys.contains { $0.hasPrefix(path + "/") } ? .folder : nil
    }

    func isExecutable(_ path: String) -> Bool { false }

    func absolute(_ path: String) -> String { path }

    func isWritable(_ path: String, byOthersThan userID: UInt32) -> Bool { shared.contains(path) }

    func contents(of path: String) -> [UInt8]? { files[path].map { Array($0.utf8) } }

    func entries(of folder: String) -> [String]? {
        let inside = files.keys.filter { $0.hasPrefix(folder + "/") }
        return Array(
            Set(inside.compactMap { $0.dropFirst(folder.count + 1).split(separator: "/").first.map(String.init) }))
    }
}
