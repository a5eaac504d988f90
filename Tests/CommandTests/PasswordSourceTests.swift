import Foundation
import Testing

/// Where a password comes from, and what of it is used. A missing password ends the sweep before any host is reached.
@Suite struct `A password source` {
    private static func sweep(_ script: String, _ variables: String = "", _ options: String = "") throws
        -> Command.Ended
    {
        try Command.inFolder {
            try Command(
                script: """
                    printf 'mx1.invalid dovesweep_probe_user=anna \(variables)\\nmx2.invalid\\n' >hosts
                    \(script)
                    "$dovesweep" sweep -i hosts --no-archive -o json \(options)
                    """
            ).run(in: $0)
        }
    }

    @Test func `a record and an archive are their owner's alone`() throws {
        let ended = try Self.sweep(
            "umask 0", "",
            "--record r.jsonl >out; \"$dovesweep\" sweep -i hosts --archive d/a.sqlite >out; stat -c '%a' r.jsonl d d/a.sqlite"
        )
        #expect(ended.output == "600\n700\n600\n", "\(ended.output) \(ended.errors)")
    }

    @Test func `a growing report has no tail of an older one`() throws {
        let ended = try Self.sweep(
            "yes old | head -n 100000 >r.jsonl", "", "-o jsonl:r.jsonl >out; grep -c old r.jsonl")
        #expect(ended.output == "0\n")
    }

    @Test func `hosts out of the sweep count in the quorum of all`() throws {
        let run = { (hosts: String) in
            try Command.inFolder {
                try Command(
                    script: """
                        "$dovesweep" gate -i mx1.invalid,mx2.invalid,mx3.invalid,mx4.invalid, --no-archive \
                            --max-failing 100% --min-coverage 0 --quorum all=0 --quorum all=1 \(hosts)
                        """
                ).run(in: $0)
            }
        }
        let ended = try run("mx1.invalid")
        #expect(ended.output.contains("0 of 4 hosts pass"), "\(ended.output)")
    }
}
