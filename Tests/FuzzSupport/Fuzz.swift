import Dispatch
import Foundation
import Synchronization

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
    /// Cases between two looks at memory, which take longer than most cases.
    static let batch = 64

    package let name: String
    private let environment = ProcessInfo.processInfo.environment

    package init(_ name: String) {
        self.name = name
    }

    /// Whether this is the long run.
    package var isLong: Bool { minutes != nil }
    private var minutes: Double? { environment["DOVESWEEP_FUZZ"].flatMap { Double($0) } }

    /// Runs the cases; `share` is the part of a target's time that they have.
    ///
    /// - Throws: what was wrong with which case (`FuzzFailure`), of the first twenty.
    package func run(cases: Int, share: Double = 1, _ body: (inout Dice) throws -> Void) throws {
        var problems: [String] = []
        defer { for problem in problems { print("fuzz \(name): \(problem)") } }
        if let seed = environment["DOVESWEEP_FUZZ_SEED"].flatMap({ UInt64($0) }) {
            problems += one(seed, body)
        } else if let minutes {
            problems += runLong(minutes, share, body)
        } else {
            for seed in 1...UInt64(cases) where problems.count < 20 { problems += one(seed, body) }
        }
        guard problems.isEmpty else { throw FuzzFailure(problems: problems) }
    }

    private func runLong(_ minutes: Double, _ share: Double, _ body: (inout Dice) throws -> Void) -> [String] {
        var problems: [String] = []
        let end = ContinuousClock.now + .seconds(minutes * 60 / Double(Self.targets) * share)
        let first = UInt64(Date.now.timeIntervalSince1970) << 20
        var count: UInt64 = 0
        let watch = Watch(name)
        defer { watch.end() }
        while ContinuousClock.now < end, problems.count < 20 {
            let before = Memory.resident
            Memory.forgetPeak()
            for seed in first + count..<first + count + UInt64(Self.batch) where ContinuousClock.now < end {
                watch.begins(seed)
                problems += timed(seed, body)
                count += 1
            }
            let bytes = Memory.peak - before
            Watch.worst.withLock { $0.bytes = max($0.bytes, bytes) }
            if bytes > Self.most { problems.append("a case before \(first + count): it took \(bytes >> 20) MB") }
        }
        print("fuzz \(name): \(count) cases from \(first), at most \(watch.words)")
        return problems
    }

    private func one(_ seed: UInt64, _ body: (inout Dice) throws -> Void) -> [String] {
        var dice = Dice(seed: seed)
        do { try body(&dice) } catch { return ["case \(seed): \(error)"] }
        return []
    }

    private func timed(_ seed: UInt64, _ body: (inout Dice) throws -> Void) -> [String] {
        let start = Self.computed
        var problems = one(seed, body)
        let seconds = Self.computed - start
        Watch.worst.withLock { $0.seconds = max($0.seconds, seconds) }
        if seconds > Self.longest { problems.append("case \(seed): it took \(seconds) s") }
        return problems
    }

    /// Seconds that this thread has computed.
    private static var computed: Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}

/// The cases that went wrong, each with what was wrong.
package struct FuzzFailure: Error, CustomStringConvertible {
    package let problems: [String]
    package var description: String { problems.joined(separator: "\n") }
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
    private let descriptor: Int32
    private let state = Mutex((seed: UInt64(0), since: ContinuousClock.now, isOver: false))

    init(_ name: String) {
        file = FileManager.default.temporaryDirectory.appending(path: "dovesweep-fuzz-\(name)")
        descriptor = open(file.path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
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
        let text = "\(seed)\n"
        pwrite(descriptor, text, text.utf8.count, 0)
    }

    func end() {
        state.withLock { $0.isOver = true }
        close(descriptor)
        try? FileManager.default.removeItem(at: file)
    }

    var words: String {
        let (seconds, bytes) = Self.worst.withLock { $0 }
        return "\(seconds.formatted(.number.precision(.fractionLength(3)))) s and \(bytes >> 20) MB a case"
    }
}
