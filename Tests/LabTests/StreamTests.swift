import Foundation
import Glibc
import Testing

extension `On the lab` {
    /// What goes to standard output, and what to standard error.
    @Suite struct Streams {
        @Test func `standard output has the report alone, and nobody watches a progress`() async throws {
            let sweep = try await WholeSweep.shared.value
            #expect(sweep.ended.errors.isEmpty)
            #expect(sweep.ended.output.hasPrefix("✗ \(sweep.report.exit.reason)\n"))
            #expect(sweep.ended.output.hasSuffix(" of \(Expectation.names.count) hosts\n"))
            #expect(!sweep.ended.output.contains { $0 == "\u{1B}" || $0 == "\r" })
        }

        @Test func `on a terminal the progress shows, and is taken away`() async throws {
            let terminal = try Terminal()
            let sweep = try Program(
                Dovesweep.sweep(["d23-pam", "d24-pam"], "--output", "json"), errors: .path(terminal.path))
            let result = try await sweep.ended()
            #expect(try RunReport(result.output).totals.swept == 2)
            let shown = terminal.text()
            #expect(shown.contains("of 2"), "\(shown)")
            #expect(shown.hasPrefix("\r") && shown.hasSuffix("\r\u{1B}[K"))
            // One line, written anew each time, which ends where the line before ended.
            #expect(!shown.contains("\n"))
        }

        @Test func `--quiet leaves the terminal alone`() async throws {
            let terminal = try Terminal()
            let sweep = try Program(
                Dovesweep.sweep(["d23-pam"], "--quiet", "--output", "json"), errors: .path(terminal.path))
            #expect(try await sweep.ended().status == 0)
            #expect(terminal.text().isEmpty)
        }

        @Test func `a reader that went away is an error of the write`() async throws {
            var ends: [Int32] = [0, 0]
            try #require(pipe(&ends) == 0)
            close(ends[0])
            defer { close(ends[1]) }
            let result = try await Program(Dovesweep.sweep(["d23-pam"]), output: .descriptor(ends[1])).ended()
            #expect(result.status == 74)
            #expect(result.errors.contains("standard output: Broken pipe"))
        }
    }
}

/// A pseudo terminal, as a person's would be.
private final class Terminal {
    let path: String
    private let master: Int32
    /// Held open: when the last one of that end closes, what it wrote cannot be read any more.
    private let slave: Int32

    init() throws {
        var (master, slave) = (Int32(-1), Int32(-1))
        var name = [CChar](repeating: 0, count: 64)
        guard openpty(&master, &slave, &name, nil, nil) == 0 else {
            throw TestFailure("no pseudo terminal: \(String(cString: strerror(errno)))")
        }
        _ = fcntl(master, F_SETFL, O_NONBLOCK)
        (self.master, self.slave) = (master, slave)
        path = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    deinit {
        close(slave)
        close(master)
    }

    /// All that was written to it.
    func text() -> String {
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 4096)
        while case let count = read(master, &part, part.count), count > 0 { bytes += part[..<count] }
        return String(decoding: bytes, as: UTF8.self)
    }
}
