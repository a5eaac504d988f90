import FoundationEssentials

/// The file system, for files that the operator wrote.
package protocol FileSystem {
    /// Follows links; nil if nothing is there.
    func kind(of path: String) -> FileKind?

    /// nil if unreadable.
    func contents(of path: String) -> [UInt8]?

    /// nil if unreadable.
    func entries(of folder: String) -> [String]?

    func isExecutable(_ path: String) -> Bool

    /// `path` itself if the directory is unknown.
    func absolute(_ path: String) -> String

    /// Whether accounts other than `userID` and root can change a file.
    func isWritable(_ path: String, byOthersThan userID: UInt32) -> Bool
}

package enum FileKind: Sendable, Equatable { case file, folder }

/// The file system of this machine.
package struct DiskFiles: FileSystem, Sendable {
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

    package func isExecutable(_ path: String) -> Bool {
        FileManager.default.isExecutableFile(atPath: path)
    }

    package func absolute(_ path: String) -> String {
        Path.join(FileManager.default.currentDirectoryPath, path)
    }

    /// Follows links. As Debian's `ssh` does, it accepts a writable group with the owner's name.
    ///
    /// Files with unknown permissions count as changeable.
    package func isWritable(_ path: String, byOthersThan userID: UInt32) -> Bool {
        let file = URL(filePath: path).resolvingSymlinksInPath().path
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: file),
            let mode = attributes[.posixPermissions] as? UInt, let owner = attributes[.ownerAccountID] as? UInt
        else { return true }
        let group = attributes[.groupOwnerAccountName] as? String
        let isOwnGroup = group != nil && group == attributes[.ownerAccountName] as? String
        return mode & (isOwnGroup ? 0o002 : 0o022) != 0 || owner != 0 && owner != UInt(userID)
    }
}
