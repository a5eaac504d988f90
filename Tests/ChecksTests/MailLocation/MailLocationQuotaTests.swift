import Fleet
import Testing

@testable import Checks

@Suite struct MailLocationQuotaTests {
    private let check = MailLocationQuota()

    @Test func `an account over its quota warns, one below does not`() throws {
        let host = try LabHost("d23-over-quota")
        #expect(try host.judgement(check).verdict == .warn)
        let below = try host.with("account", "maildirsize", "8192S\n8073 1", status: 0)
        #expect(try below.judgement(check).summary == "7 of 8 KiB of the quota are used")
    }

    @Test func `without the plugin, or where looking would write, it is skipped`() throws {
        #expect(try LabHost("d24-vmail").judgement(check).summary == "there is no quota plugin")
        let counted = try LabHost("d23-over-quota").with("== otherwise", for: "== maildirsize", in: "account")
        #expect(try counted.judgement(check).verdict == .skipped)
    }

    @Test(arguments: [
        ("User quota\tSTORAGE\t7\t4\t175\nUser quota\tMESSAGE\t1\t-\t0", "over quota (7 of 4 KiB)"),
        ("User quota\tSTORAGE\t1\t4\t25\nUser quota\tMESSAGE\t9\t9\t100", "over quota (9 of 9 messages)"),
        ("User quota\tSTORAGE\t1\t4\t25\nUser quota\tMESSAGE\t1\t-\t0", "1 of 4 KiB of the quota are used"),
        ("User quota\tSTORAGE\t7\t-\t0", "the account has no limit"),
    ])
    func `where mailboxes are opened doveadm tells, whatever counts`(text: String, words: String) throws {
        let table = "Quota name\tType\tValue\tLimit\t%\n" + text
        let host = try LabHost("d23-over-quota").with("account", "quota", table, status: 0)
        #expect(try host.judgement(check).summary.contains(words))
    }

    @Test func `a doveadm that could not tell is unknown`() throws {
        let host = try LabHost("d23-over-quota").with("account", "quota", "Error: quota: no root", status: 75)
        #expect(throws: MissingFact("doveadm could not read the quota: Error: quota: no root")) {
            try host.judgement(check)
        }
    }

    @Test(arguments: [("100C\n73 99", nil), ("100C\n73 100", "100 of 100 messages"), ("10S,5C\n20 1", "0 of 0 KiB")])
    func `both limits count`(text: String, over: String?) {
        #expect(QuotaUse(lines(of: text))?.over == over)
    }

    @Test(arguments: ["", "0S,0C\n1 1", "garbage"]) func `no limit is no quota`(text: String) {
        #expect(QuotaUse(lines(of: text)) == nil)
    }
}
