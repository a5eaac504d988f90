import Fleet

struct MailLocationRoom: Check {
    let id = "mail-location.room"
    let decides: Condition? = .room
    let asks: Set<Condition> = .mailboxes.union([.mailDirectory])

    func judge(_ subject: Subject) throws(Unjudgeable) -> Judgement {
        if let reason = try subject.whyNoMailbox() { return .skipped(reason) }
        _ = try subject.inbox()
        guard let bytes = Room(try subject.output("account", "bytes")) else {
            throw Unjudgeable("df could not be read")
        }
        if bytes.free < leastKiB { return full(bytes, "\(bytes.free) KiB", "bytes", subject) }
        // File systems without a fixed number of inodes (btrfs) report none at all.
        let inodes = try? Room(subject.output("account", "inodes"))
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

/// Less than that, and an index cannot be written.
private let leastKiB = 1_024
private let leastInodes = 10
/// From here on somebody should look: a percentage, and an amount, since a percent of a large disk is much.
private let lowPercent = 5
private let lowKiB = 10 * 1_024 * 1_024

extension MailLocationRoom {
    private func full(_ room: Room, _ left: String, _ what: String, _ subject: Subject) -> Judgement {
        .fail(
            "\(room.mount) is full: \(left) left for mail", signature: "\(room.mount) \(what)",
            evidence: subject.excerpt("account", what), remedy: remedy(room, what))
    }

    private func low(_ room: Room, _ left: String, _ what: String, _ subject: Subject) -> Judgement {
        .warn(
            "\(room.mount) is nearly full: \(left) left (\(room.percentFree) %)", signature: "\(room.mount) \(what)",
            evidence: subject.excerpt("account", what), remedy: remedy(room, what))
    }

    private func remedy(_ room: Room, _ what: String) -> Advice {
        what == "bytes"
            ? [
                .note("See what takes the room."), .run("du -xh \(room.mount) | sort -h | tail -n 20"),
                .note("Free some, or enlarge the volume."),
            ]
            : [
                .note("See where the files are."), .run("du -x --inodes \(room.mount) | sort -n | tail -n 20"),
                .note("Remove some, or enlarge the volume."),
            ]
    }

    var explanation: Explanation {
        Explanation(
            title: "Is there room for mail, in bytes and in inodes?",
            why:
                "On a full volume the login succeeds, and the mailbox opens or not depending on what must"
                + " be written: the "
                + "client shows a server error.",
            byHand: "df -P PATH; df -Pi PATH",
            thresholds:
                "Fails below 1 MiB or 10 inodes; warns below 5 % of the bytes, where that is less than 10 GiB, or of the inodes.",
            remedies: ["Free room or enlarge the volume (2.3 and 2.4)."],
            references: ["Log: `No space left on device`"])
    }
}
