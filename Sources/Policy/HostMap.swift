package import YAMLFiles

/// The former names of hosts that moved, by their new ones: `OLD=NEW` words, and files of such lines.
package struct HostMap: Sendable, Equatable {
    package private(set) var formerNames: [String: String] = [:]

    package init() {}

    /// Adds a pair; false where it is none, or its new name has another old one already.
    package mutating func add(_ pair: String) -> Bool {
        let parts = pair.split(separator: "=", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return false }
        let (old, new) = (String(parts[0]), String(parts[1]))
        if let known = formerNames[new], known != old { return false }
        formerNames[new] = old
        return true
    }

    /// Adds the pairs of a file, a line each; blank lines and those that begin with `#` are passed over.
    package mutating func add(file bytes: [UInt8], named file: String) throws(YAMLFileError) {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (number, line) in lines.enumerated() {
            let text = String(decoding: line, as: UTF8.self).filter { $0 != " " && $0 != "\t" && $0 != "\r" }
            if text.isEmpty || text.hasPrefix("#") || add(text) { continue }
            throw YAMLFileError("OLD=NEW is wanted here, each new name once", file: file, line: number + 1)
        }
    }
}
