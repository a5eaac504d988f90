internal import Glibc

/// Why a file of the operator cannot be read, and what to do: `does not exist: correct its path`.
package enum FileTrouble {
    package static func words(of path: String) -> String {
        var found = stat()
        if unsafe stat(path, &found) != 0 {
            return switch errno {
            case ENOENT, ENOTDIR, ENAMETOOLONG: "does not exist: correct its path"
            case EACCES: "is in a directory that you may not enter: change the directory's owner or mode"
            default: "cannot be read: check its path, owner and mode"
            }
        }
        if found.st_mode & S_IFMT == S_IFDIR { return "is a directory: give a file in it" }
        return unsafe access(path, R_OK) == 0
            ? "cannot be read: try it by hand (cat)" : "may not be read by you: change its owner or mode"
    }
}
