import Fleet

/// One line of `ls -l`.
struct FileEntry: Sendable, Equatable {
    /// `drwxr-x---`, without an ACL's `+`.
    let mode: String
    let owner: String
    let group: String
    let path: String
    let hasACL: Bool
    let isEmpty: Bool

    var isDirectory: Bool { mode.hasPrefix("d") }

    init?(_ line: Substring) {
        guard let kind = line.utf8.first, "-dlscbp".utf8.contains(kind) else { return nil }
        let bytes = line.utf8.span
        var columns = InlineArray<10, Range<Int>>(repeating: 0..<0)
        var (count, start) = (0, 0)
        while count < columns.count, let first = place(in: start..<bytes.count, of: bytes, where: { !isBlank($0) }) {
            let end = place(in: first..<bytes.count, of: bytes, where: isBlank) ?? bytes.count
            columns[count] = first..<end
            (count, start) = (count + 1, end)
        }
        // A device has `8, 1` in place of a size.
        let name = columns[4].last.map { bytes[$0] } == UInt8(ascii: ",") ? 9 : 8
        guard count > name, columns[0].count >= 10 else { return nil }
        mode = text(0..<10, of: bytes)
        hasACL = columns[0].last.map { bytes[$0] } == UInt8(ascii: "+")
        owner = text(columns[2], of: bytes)
        group = text(columns[3], of: bytes)
        isEmpty = name == 8 && text(columns[4], of: bytes) == "0"
        let path = columns[name].lowerBound..<bytes.count
        guard path.count <= PathLimits.bytes else { return nil }
        self.path = text(path, of: bytes)
    }

    /// The nine permission bits: `0o640`.
    var permissions: Int {
        mode.utf8.dropFirst().reduce(0) { bits, bit in
            let isSet = bit != UInt8(ascii: "-") && bit != UInt8(ascii: "S") && bit != UInt8(ascii: "T")
            return bits << 1 | (isSet ? 1 : 0)
        }
    }

    func allows(_ permission: Character, at position: Position) -> Bool {
        let place = position.rawValue + (permission == "r" ? 0 : permission == "w" ? 1 : 2)
        guard let bit = mode.utf8.dropFirst(place).first else { return false }
        // `s` and `t` imply execute; `S` and `T` do not.
        return bit != UInt8(ascii: "-") && !(UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(bit)
    }

    /// Ignores ACLs.
    func allows(_ permission: Character, to user: UserIdentity) -> Bool {
        if user.name == "root" { return true }
        if owner == user.name { return allows(permission, at: .owner) }
        if user.groups.contains(group) { return allows(permission, at: .group) }
        return allows(permission, at: .other)
    }

    enum Position: Int { case owner = 1, group = 4, other = 7 }
}

/// A line of `id`: `uid=102(dovenull) gid=105(dovenull) groups=105(dovenull)`.
struct UserIdentity: Sendable, Equatable {
    let uid: UInt32
    let name: String
    let groups: [String]

    init?(_ line: some StringProtocol) {
        guard let user = line.between("uid=", " "), let name = user.between("(", ")"),
            let uid = number(Substring(user.utf8.prefix { $0 != UInt8(ascii: "(") }), in: userIDs)
        else { return nil }
        self.uid = uid
        self.name = String(name)
        groups = (line.after("gid=") ?? "").utf8.split(separator: UInt8(ascii: "(")).dropFirst()
            .map { String(Substring($0.prefix { $0 != UInt8(ascii: ")") })) }
    }
}
