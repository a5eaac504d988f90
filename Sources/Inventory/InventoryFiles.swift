import FoundationEssentials

/// The files that an inventory is read from.
package protocol InventoryFiles {
    /// What stands at a path, links followed; nil for nothing.
    func kind(of path: String) -> FileKind?

    /// The whole of a file; nil where it cannot be read.
    func contents(of path: String) -> [UInt8]?

    /// The names in a folder; nil where it cannot be read.
    func entries(of folder: String) -> [String]?

    /// Whether this process may run it as a program.
    func mayBeRun(_ path: String) -> Bool

    /// The path from the root; the path itself where that is not known.
    func absolute(_ path: String) -> String

    /// Whether somebody else than an account and root may change a file.
    func mayBeChanged(_ path: String, byOthersThan userID: UInt32) -> Bool
}

/// What a path leads to.
package enum FileKind: Sendable, Equatable { case file, folder }

/// The files of this machine.
package struct DiskFiles: InventoryFiles, Sendable {
    package init() {}

    package func kind(of path: String) -> FileKind? {
        var isFolder = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return nil }
        return isFolder ? .folder : .file
    }

    package func contents(of path: String) -> [UInt8]? {
        FileManager.default.contents(atPath: path).map { Array($0) }
    }

    package func entries(of folder: String) -> [String]? {
        try? FileManager.default.contentsOfDirectory(atPath: folder)
    }

    package func mayBeRun(_ path: String) -> Bool {
        FileManager.default.isExecutableFile(atPath: path)
    }

    package func absolute(_ path: String) -> String {
        Path.join(FileManager.default.currentDirectoryPath, path)
    }

    /// Of a link what counts is the file behind it. A group that bears its user's name is that user's own, as on Debian,
    /// whose `ssh` lets it write. What cannot be told counts as changeable.
    package func mayBeChanged(_ path: String, byOthersThan userID: UInt32) -> Bool {
        let file = URL(filePath: path).resolvingSymlinksInPath().path
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: file),
            let mode = attributes[.posixPermissions] as? UInt, let owner = attributes[.ownerAccountID] as? UInt
        else { return true }
        let group = attributes[.groupOwnerAccountName] as? String
        let isOwnGroup = group != nil && group == attributes[.ownerAccountName] as? String
        return mode & (isOwnGroup ? 0o002 : 0o022) != 0 || owner != 0 && owner != UInt(userID)
    }
}
