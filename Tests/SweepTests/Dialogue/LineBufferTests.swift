import Testing

@testable import Sweep

@Suite struct LineBufferTests {
    private func lines(_ bytes: [UInt8]...) throws -> [Int] {
        var buffer = LineBuffer()
        var counts: [Int] = []
        for portion in bytes {
            buffer.append(portion)
            while let line = try buffer.nextLine() { counts.append(line.count) }
        }
        return counts
    }

    private func letters(_ count: Int) -> [UInt8] { [UInt8](repeating: 0x78, count: count) }

    @Test(arguments: [(8_191, true), (8_192, true), (8_193, false)])
    func `a line has a limit, whether or not it has ended`(count: Int, isRead: Bool) {
        #expect((try? lines(letters(count) + [10])) == (isRead ? [count] : nil))
        #expect((try? lines(letters(count), [10])) == (isRead ? [count] : nil))
        #expect((try? lines(letters(count))) == (isRead ? [] : nil))
    }

    @Test(arguments: [(65_536, true), (65_537, false)])
    func `a dialogue has a limit`(count: Int, isRead: Bool) {
        let line = letters(4_095) + [10]
        let all = Array(repeating: line, count: 16).flatMap(\.self) + letters(count - 65_536)
        var buffer = LineBuffer()
        buffer.append(all)
        var isWhole = true
        do { while try buffer.nextLine() != nil {} } catch { isWhole = false }
        #expect(isWhole == isRead)
    }

    @Test func `a line ends with CRLF or LF`() throws {
        #expect(try lines(Array("ab\r\nc\n\r\n".utf8)) == [2, 1, 0])
    }
}
