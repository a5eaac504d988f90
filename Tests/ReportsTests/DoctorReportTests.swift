import Fleet
import Reports
import Testing

@Suite struct `A checkup` {
    private let checkup = DoctorReport([
        .init(.pass, "libssh2", "1.11.1"), .init(.warn, "keys", "one", "Make another."),
        .init(.fail, "host keys", "none of “mx\u{1B}[31m”"),
    ])

    @Test func `each question has its line, and what to do stands below it`() {
        #expect(
            checkup.text(in: ReportStyle()) == """
                ✓ libssh2    1.11.1
                ! keys       one
                             Make another.
                ✗ host keys  none of “mx\\x1b[31m”

                """)
    }

    @Test func `it is ASCII where nothing else may be printed`() {
        #expect(!checkup.text(in: ReportStyle(inASCII: true)).contains { !$0.isASCII })
    }

    @Test func `a warning keeps no sweep from running, a failure does`() {
        #expect(!checkup.isReady)
        #expect(DoctorReport([checkup.answers[0], checkup.answers[1]]).isReady)
    }
}
