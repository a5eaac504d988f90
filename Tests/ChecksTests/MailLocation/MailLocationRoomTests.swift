import Fleet
import Testing

@testable import Checks

@Suite struct MailLocationRoomTests {
    private let check = MailLocationRoom()

    @Test func `a volume without bytes fails, and one without inodes`() throws {
        #expect(try LabHost("d23-full-disk").judgement(check).signature == "/var/vmail bytes")
        #expect(try LabHost("d24-no-inodes").judgement(check).signature == "/var/vmail inodes")
    }

    @Test(arguments: [
        (total: 100_000_000, free: 4_000_000, verdict: Verdict.warn), (1_000_000_000, 40_000_000, .pass),
        (1_000, 900, .fail),
    ])
    func `it warns below five percent, where that is little`(total: Int, free: Int, verdict: Verdict) throws {
        let listing = "Filesystem 1024-blocks Used Available Capacity Mounted on\n/dev/vda \(total) 1 \(free) 9% /srv"
        #expect(
            try LabHost("d24-vmail").with("account", "bytes", listing, status: 0).judgement(check).verdict == verdict)
    }

    @Test(arguments: [(Int.max, Int.max), (1, Int.max), (Int.max, Int.min), (Int.min, Int.min)])
    func `no numbers that a host can print are too much`(total: Int, free: Int) throws {
        let room = FreeSpace(["/dev/vda \(total) 1 \(free) 9% /srv"])
        #expect(room.map { (0...100).contains($0.percentFree) } ?? true)
    }

    @Test func `a file system that has no number of inodes is not full`() throws {
        let listing = "Filesystem Inodes IUsed IFree IUse% Mounted on\n/dev/vda 0 0 0 - /srv"
        #expect(
            try LabHost("d24-vmail").with("account", "inodes", listing, status: 0).judgement(check).verdict == .pass)
    }
}
