import Foundation
import Testing

/// Files that the program makes are no more open than they were, or than the umask has it.
@Suite struct `A file of the program` {
    @Test(arguments: [("022", "644"), ("027", "640"), ("077", "600")])
    func `is as open as the umask has it where it is new`(umask: String, mode: String) throws {
        try Command.inFolder { folder in
            let script = "umask \(umask); \"$dovesweep\" judge \"$record\" -o json:report; stat -c %a report"
            let ended = try Command(script: script).run(in: folder)
            #expect(ended.output == "\(mode)\n", "\(ended.errors)")
        }
    }

    private static let stored = """
        printf 'mx1 ansible_host=127.0.0.1 ansible_port=1\\n' >hosts
        "$dovesweep" sweep -i hosts --archive archive.sqlite >/dev/null 2>&1
        """

    @Test(arguments: [
        ("chmod 644 archive.sqlite", "chmod 600"), ("chmod 620 archive.sqlite", "chmod 600"),
        ("mv archive.sqlite other; ln -s other archive.sqlite", "it is a symbolic link"),
    ]) func `is no archive where others may read or change it`(spoil: String, words: String) throws {
        try Command.inFolder { folder in
            let good = try Command(script: Self.stored + "\n\"$dovesweep\" runs --archive archive.sqlite").run(
                in: folder)
            #expect(good.status == 0, "\(good.errors)")
            let script = spoil + "\n\"$dovesweep\" runs --archive archive.sqlite"
            let spoilt = try Command(script: script).run(in: folder)
            #expect(spoilt.status == 65 && spoilt.errors.contains(words), "\(spoilt.errors)")
            let sweep = "\"$dovesweep\" sweep -i hosts --archive archive.sqlite"
            let stored = try Command(script: sweep).run(in: folder)
            #expect(stored.errors.contains(words), "\(stored.errors)")
        }
    }

    @Test(arguments: [("777", true), ("1777", true), ("755", false)])
    func `that is an inventory's program is warned of where everybody may put one`(mode: String, warns: Bool) throws {
        try Command.inFolder { folder in
            let script = """
                chmod \(mode) .
                printf '#!/bin/sh\\necho "{}"\\n' >program; chmod +x program
                "$dovesweep" inventory list -i program
                """
            let ended = try Command(script: script).run(in: folder)
            #expect(ended.errors.contains("every account may write to") == warns, "\(ended.errors)")
            let whole = script.replacing("-i program", with: "-i \"$PWD/program\"")
            let quiet = try Command(script: whole).run(in: folder)
            #expect(!quiet.errors.contains("every account may write to"))
        }
    }
}
