import Fleet

/// Restores the mail user's access, by Dovecot's eacces_error message.
func rights(_ seen: Captures) -> Advice {
    let (uid, owner) = (seen[.uid], seen[.owner].prefix { $0 != ":" })
    let look: Advice.Step = .run("namei -l \(seen[.blocked])")
    // Passage alone, and for one group: other files there may be secret.
    if seen[.blocked].begins(with: "/etc/"), seen[.right] == "+x" {
        return [
            look, .run("chgrp \(seen.value(.group) ?? seen[.gid]) \(seen[.blocked])"),
            .run("chmod g+x \(seen[.blocked])"),
        ]
    }
    if AffectedPath(seen).brokenWhereDenied != .mailPermissions {
        return [
            look,
            .note(
                "Give \(setting: seen[.blocked]) the group of uid \(uid), with permission \(seen[.right]) for the group and none for others."
            ),
        ]
    }
    if owner == "0", uid != "0" {
        guard isDeepEnough(seen[.blocked]) else {
            return [
                look,
                .note(
                    """
                    The directory belongs to root with mode \(seen[.mode]). A system directory needs mode 0755; one \
                    that holds only mail must belong to uid \(uid).
                    """),
            ]
        }
        return [
            look,
            .note(
                """
                The directory belongs to root, as after a copy. If it holds mail of uid \(uid), give that uid the \
                files of root there:
                """), .run("chown -R --from=0 \(uid):\(seen[.gid]) \(seen[.blocked])"),
        ]
    }
    if owner != uid[...] {
        return [
            look,
            .note(
                """
                The userdb says uid \(uid), and the mail belongs to uid \(owner). Correct the userdb, or the owner of \
                the mail, whichever is wrong. Leave the mode as it is.
                """), .run("doveadm user \(seen[.user])"),
        ]
    }
    return [look, .run("chmod u+rwX \(seen[.blocked])")]
}

/// Whether a directory can be for mail alone.
private func isDeepEnough(_ path: String) -> Bool {
    let parts = path.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
    let system: Set = ["bin", "boot", "dev", "etc", "lib", "lib64", "proc", "run", "sbin", "sys", "tmp", "usr"]
    guard let first = parts.first, !system.contains(first), !parts.contains("..") else { return false }
    return parts.count > (path.begins(with: "/var/lib/") ? 3 : 2)
}
