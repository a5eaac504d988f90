internal import Fleet

/// Turns the agent's output into evidence, however it was cut on its way; pure, and bounded whatever a host prints.
///
/// The frames are described at the head of `agent.sh`. A mark is a line that begins with `@` and the session's nonce,
/// which the host's other programs do not know; what stands between two marks is taken as it is, but for lines that
/// read like the marks of `ProbeOutput`.
struct FrameDecoder {
    /// What the agent said.
    enum Event: Equatable {
        /// It has started; this many probes will be reported.
        case hello(probes: Int)
        /// The probe account's password may be sent.
        case ready
        case evidence(Evidence)
        /// Its probes are done. It waits for the coordinator's word whether to read the log.
        case waiting
        /// It has reported all it will.
        case bye
    }

    /// What a login shell may print before the agent greets.
    static let noiseLimit = 64 * 1024
    /// What a whole session may print; an honest agent stays far below.
    static let sessionLimit = 8 * 1024 * 1024
    /// The cap of one probe's output, whose mark may name a smaller one, and of its errors.
    static let sectionLimit = 64 * 1024
    private static let markLimit = 512
    /// How many marks a session may have; an honest agent sends some hundred. Each takes time of the event loop.
    static let mostMarks = 10_000
    /// What a host's clock may show, in seconds.
    private static let times = 0...1e12

    private let mark: [UInt8]
    private let marks: Needles
    /// The probes that the host was sent; nil: any may be reported.
    private let sent: Set<String>?
    /// Those that have begun.
    private var begun: Set<String> = []
    /// How many the greeting announced.
    private var announced = 0
    /// Whether the agent frames the parts of its probes. Those of before did not.
    private var framesParts = false
    private var pending: [UInt8] = []
    private var received = 0
    private var marksReceived = 0
    private var noiseReceived = 0
    private var section = Section.noise
    private var probe: Probe?
    /// What came before the greeting, for the message that says why there was none.
    private(set) var noise: [UInt8] = []
    /// Whether more came than may come: the session is then beyond repair.
    private(set) var hasOverflowed = false

    private enum Section { case noise, idle, output, errors }

    private struct Probe {
        var name: String
        var began: Double?
        var output: ProbeOutput
        var errors: [UInt8] = []
        var status: Int?
        var isCut = false
    }

    /// - Parameters:
    ///   - nonce: the session's.
    ///   - probes: the names of the probes that the host was sent. Others are passed over. nil allows any.
    init(nonce: String, probes: Set<String>? = nil) {
        sent = probes
        mark = Array("\n@\(nonce) ".utf8)
        marks = Needles([mark])
        // The first mark may be the first byte of all: the line end before it is then taken as read.
        pending = [UInt8(ascii: "\n")]
    }

    /// Takes the next bytes, of any length, and returns what they complete.
    mutating func append(_ bytes: [UInt8]) -> [Event] {
        received += bytes.count
        guard !hasOverflowed, received <= Self.sessionLimit else {
            hasOverflowed = true
            return []
        }
        pending.append(contentsOf: bytes)
        var events: [Event] = []
        var start = 0
        while let found = findMark(from: start) {
            marksReceived += 1
            guard marksReceived <= Self.mostMarks else {
                hasOverflowed = true
                return events
            }
            take(pending[start..<found.lowerBound])
            let words = pending[found].dropFirst(mark.count).split(separator: UInt8(ascii: " "))
            if let event = read(words.map { String(decoding: $0, as: UTF8.self) }) { events.append(event) }
            start = found.upperBound + 1
        }
        let kept = max(start, pending.count - keptTail(from: start))
        take(pending[start..<kept])
        pending.removeSubrange(..<kept)
        return events
    }

    /// The evidence of a probe that was announced and whose end never came; nil where none was in hand.
    mutating func finish() -> Evidence? {
        take(pending[...])
        pending = []
        return probe.map { evidence(of: $0, ending: .unreported) }
    }
}

extension FrameDecoder {
    /// Where the next whole mark stands, from its line end to the one that closes it (which the range leaves out).
    private func findMark(from start: Int) -> Range<Int>? {
        var place = start
        while let begin = marks.first(in: pending.span, from: place)?.lowerBound {
            if let end = pending[(begin + 1)...].prefix(Self.markLimit).firstIndex(of: mark[0]) { return begin..<end }
            place = begin + 1
        }
        return nil
    }

    /// How many of the last bytes may belong to a mark that is still coming.
    private func keptTail(from start: Int) -> Int {
        for begin in pending.indices.suffix(from: max(start, pending.count - Self.markLimit))
        where pending[begin] == mark[0] {
            let rest = pending[begin...]
            if rest.starts(with: mark) || mark.starts(with: rest) { return rest.count }
        }
        return 0
    }

    /// Adds bytes to the section in hand, up to its cap.
    private mutating func take(_ bytes: ArraySlice<UInt8>) {
        switch section {
        case .noise:
            noise.append(contentsOf: bytes.prefix(Self.sectionLimit - noise.count))
            // What came with it in one portion may be behind the greeting.
            noiseReceived += bytes.count
            if noiseReceived > Self.noiseLimit { hasOverflowed = true }
        case .idle: break
        case .output:
            probe?.output.append(bytes)
        case .errors:
            guard let room = probe.map({ Self.sectionLimit - $0.errors.count }) else { return }
            probe?.errors.append(contentsOf: bytes.prefix(room))
            if bytes.count > room { probe?.isCut = true }
        }
    }

    /// Reads the words of a mark. Words that the agent never sends are passed over.
    private mutating func read(_ words: [String]) -> Event? {
        switch (words.first, words.dropFirst().first) {
        case ("hello", let version?) where section == .noise && ["1", "2"].contains(version):
            section = .idle
            framesParts = version == "2"
            announced = words.count > 2 ? number(words[2], in: 0...10_000) ?? 0 : 0
            return .hello(probes: announced)
        case (_, _) where section == .noise: return nil
        case ("ready", _): return .ready
        case ("waiting", _): return .waiting
        case ("bye", _): return .bye
        case ("begin", let name?): return begin(name, words)
        case ("part", let name?) where framesParts && section == .output: probe?.output.begin(part: name)
        case ("part-status", let status?) where framesParts && section == .output: probe?.output.end(status: status)
        case ("status", let status?):
            probe?.status = number(status, in: 0...255)
            section = .idle
        case ("errors", _): section = .errors
        case ("end", probe?.name): return end(words)
        default: break
        }
        return nil
    }

    /// A probe begins, if the host was sent it, and it is neither reported twice nor one more than announced.
    private mutating func begin(_ name: String, _ words: [String]) -> Event? {
        // The end of the one before is said in one breath with this; a probe that could not even start has none.
        let unended = probe.map { Event.evidence(evidence(of: $0, ending: .unreported)) }
        probe = nil
        section = .idle
        guard sent?.contains(name) ?? true, begun.count < announced, begun.insert(name).inserted else { return unended }
        let cap = words.count > 2 ? number(words[2], in: 0...Self.sectionLimit) : nil
        probe = Probe(
            name: name, began: words.count > 3 ? decimal(words[3], in: Self.times) : nil,
            output: ProbeOutput(cap: cap ?? Self.sectionLimit))
        section = .output
        return unended
    }

    private mutating func end(_ words: [String]) -> Event? {
        guard var ended = probe else { return nil }
        probe = nil
        section = .idle
        let isTimeout = words.count > 2 && words[2] == "timeout"
        // Where `head` cut the output, the status behind it was cut off too.
        if ended.status == nil, !isTimeout { ended.isCut = true }
        let until = words.count > 3 ? decimal(words[3], in: Self.times) : nil
        var evidence = evidence(of: ended, ending: isTimeout ? .timedOut : .exited(ended.status ?? 0))
        if let began = ended.began, let until {
            evidence.milliseconds = whole((until - began) * 1000, in: 0...Int.max)
        }
        return .evidence(evidence)
    }

    private func evidence(of probe: Probe, ending: Evidence.Ending) -> Evidence {
        var output = probe.output
        output.finish()
        return Evidence(
            ProbeName(rawValue: probe.name), ending: ending, output: output.bytes, errors: probe.errors,
            isCut: probe.isCut || output.isCut, parts: parts(of: output))
    }

    private func parts(of output: ProbeOutput) -> Evidence.Parts {
        if !framesParts { return .marked }
        if output.isForged { return .forged }
        return output.hasParts ? .framed : .none
    }
}
