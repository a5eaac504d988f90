import Fleet

struct MailLocationRoom: Check {
    let id = "mail-location.room"
    let decides: Condition? = .room
    let asks: Set<Condition> = .mailboxes.union([.mailDirectory])

    func judge(_ subject: HostFacts) throws(MissingFact) -> Judgement {
        if let reason = try subject.whyNoMailbox() { return .skipped(reason) }
        _ = try subject.inbox()
        guard let bytes = FreeSpace(try subject.output("account", "bytes")) else {
            throw MissingFact("df could not be read")
        }
        if bytes.free < leastKiB { return full(bytes, "\(bytes.free) KiB", "bytes", subject) }
        // File systems without fixed inodes (btrfs) report a total of 0.
        let inodes = try? FreeSpace(subject.output("account", "inodes"))
        if let inodes, inodes.total > 0, inodes.free < leastInodes {
            return full(inodes, "\(inodes.free) inodes", "inodes", subject)
        }
        if bytes.percentFree < lowPercent, bytes.free < lowKiB {
            return low(bytes, "\(bytes.free / 1_024) MiB", "bytes", subject)
        }
        if let inodes, inodes.total > 0, inodes.percentFree < lowPercent {
            return low(inodes, "\(inodes.free) inodes", "inodes", subject)
        }
        return .pass("\(bytes.free / 1_024) MiB free on \(bytes.mount)")
    }
}

/// Below this, Dovecot cannot write an index.
private let leastKiB = 1_024
private let leastInodes = 10
/// Bytes must be below both: 5 % of a large disk is much.
private let lowPercent = 5
private let lowKiB = 10 * 1_024 * 1_024

extension MailLocationRoom {
    private func full(_ room: FreeSpace, _ left: String, _ what: String, _ subject: HostFacts) -> Judgement {
        .fail(
            "\(room.mount) is full: \(left) left for mail", signature: "\(room.mount) \(what)",
            evidence: subject.excerpt("account", what), remedy: remedy(room, what))
    }

    private func low(_ room: FreeSpace, _ left: String, _ what: String, _ subject: HostFacts) -> Judgement {
        .warn(
            "\(room.mount) is nearly full: \(left) left (\(room.percentFree) %)", signature: "\(room.mount) \(what)",
            evidence: subject.excerpt("account", what), remedy: remedy(room, what))
    }

    private func remedy(_ room: FreeSpace, _ what: String) -> Advice {
        what == "bytes"
            ? [
                .note("Find what uses the space."), .run("du -axh \(room.mount) | sort -h | tail -n 20"),
                .note("Free some space, or enlarge the volume."),
            ]
            : [
                .note("Find where the files are."), .run("du -x --inodes \(room.mount) | sort -n | tail -n 20"),
                .note("Remove some files, or enlarge the volume."),
            ]
    }

    var explanation: Explanation {
        Explanation(
            title: "Is there free space for mail, in bytes and in inodes?",
            why:
                "On a full volume the login succeeds, but the mailbox may not open, depending on what must be written: the"
                + " client shows a server error.",
            byHand: "df -P PATH; df -Pi PATH",
            thresholds:
                "Fails below 1 MiB or 10 inodes; warns below 5 % of the bytes, where that is less than 10 GiB, or of the inodes.",
            remedies: ["Free space or enlarge the volume (2.3 and 2.4)."],
            references: ["Log: `No space left on device`"])
    }
}
