import Dispatch
import Foundation
import Synchronization
import Testing

/// Runs a test on many inputs that are made by chance: some in each run of the tests, and as many as there is time for
/// where `DOVESWEEP_FUZZ` gives minutes.
///
/// The minutes are shared by the six targets (`Fuzz.targets`), which then run one after another (`make fuzz`). There a
/// case may compute for a second, and take 64 MB. A case that ends the program has left its number in a file.
/// `DOVESWEEP_FUZZ_SEED` names a case to be run alone.
package struct Fuzz: Sendable {
    package static let targets = 6
    /// Seconds that a case may compute, and bytes that it may take, in the long run.
    static let longest = 1.0
    static let most = 64 << 20

    package let name: String
    private let environment = ProcessInfo.processInfo.environment

    package init(_ name: String) {
        self.name = name
    }

    /// Whether this is the long run.
    package var isLong: Bool { minutes != nil }
    private var minutes: Double? { environment["DOVESWEEP_FUZZ"].flatMap { Double($0) } }

    /// Runs the cases; `share` is the part of a target's time that they have.
    package func run(cases: Int, share: Double = 1, _ body: (inout Dice) throws -> Void) {
        if let seed = environment["DOVESWEEP_FUZZ_SEED"].flatMap({ UInt64($0) }) { return one(seed, body) }
        guard let minutes else {
            for seed in 1...UInt64(cases) { one(seed, body) }
            return
        }
        let end = ContinuousClock.now + .seconds(minutes * 60 / Double(Self.targets) * share)
        let first = UInt64(Date.now.timeIntervalSince1970) << 20
        var count: UInt64 = 0
        let watch = Watch(name)
        defer { watch.end() }
        while ContinuousClock.now < end {
            watch.begins(first + count)
            measured(first + count) { one(first + count, body) }
            count += 1
        }
        print("fuzz \(name): \(count) cases from \(first), at most \(watch.words)")
    }

    private func one(_ seed: UInt64, _ body: (inout Dice) throws -> Void) {
        var dice = Dice(seed: seed)
        do { try body(&dice) } catch { Issue.record("\(name), case \(seed): \(error)") }
    }

    private func measured(_ seed: UInt64, _ body: () -> Void) {
        let (before, start) = (Memory.resident, Self.computed)
        Memory.forgetPeak()
        body()
        let (seconds, bytes) = (Self.computed - start, Memory.peak - before)
        Watch.worst.withLock { $0 = (max($0.seconds, seconds), max($0.bytes, bytes)) }
        if seconds > Self.longest { Issue.record("\(name), case \(seed): it took \(seconds) s") }
        if bytes > Self.most { Issue.record("\(name), case \(seed): it took \(bytes >> 20) MB") }
    }

    /// Seconds that this thread has computed.
    private static var computed: Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}

/// What the program has in memory, as Linux counts it.
private enum Memory {
    static var resident: Int { kilobytes("VmRSS:") << 10 }
    static var peak: Int { kilobytes("VmHWM:") << 10 }

    /// From now on the peak is counted anew (proc_pid_clear_refs(5)).
    static func forgetPeak() { try? Data("5".utf8).write(to: URL(filePath: "/proc/self/clear_refs")) }

    private static func kilobytes(_ key: String) -> Int {
        let text = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix(key) } ?? ""
        return Int(line.filter(\.isNumber)) ?? 0
    }
}

/// Notes which case runs, and ends the program where one does not end.
private final class Watch: Sendable {
    static let worst = Mutex((seconds: 0.0, bytes: 0))
    private let file: URL
    private let state = Mutex((seed: UInt64(0), since: ContinuousClock.now, isOver: false))

    init(_ name: String) {
        file = FileManager.default.temporaryDirectory.appending(path: "dovesweep-fuzz-\(name)")
        Self.worst.withLock { $0 = (0, 0) }
        let thread = Thread { [self] in
            while !state.withLock({ $0.isOver }) {
                Thread.sleep(forTimeInterval: 1)
                let (seed, since, _) = state.withLock { $0 }
                guard since.duration(to: .now) > .seconds(120) else { continue }
                print("fuzz \(name): case \(seed) does not end")
                exit(70)
            }
        }
        thread.start()
    }

    func begins(_ seed: UInt64) {
        state.withLock { $0 = (seed, .now, false) }
        try? Data("\(seed)\n".utf8).write(to: file)
    }

    func end() {
        state.withLock { $0.isOver = true }
        try? FileManager.default.removeItem(at: file)
    }

    var words: String {
        let (seconds, bytes) = Self.worst.withLock { $0 }
        return "\(seconds.formatted(.number.precision(.fractionLength(3)))) s and \(bytes >> 20) MB a case"
    }
}
