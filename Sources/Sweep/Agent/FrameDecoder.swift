internal import Fleet

/// Parses the frames of the agent, which `frame.sh` describes, with bounded memory.
///
/// A mark begins with `@` and the session's nonce, which other programs of the host do not know. Other lines that look
/// like marks of `CappedOutput` are escaped.
struct FrameDecoder {
    enum Event: Equatable {
        case hello(probes: Int)
        /// The agent waits for the probe account's password.
        case ready
        case evidence(Evidence)
        /// The agent waits for `close` or `leave`.
        case waiting
        case bye
    }

    /// For the login shell's output before the greeting.
    static let noiseLimit = 64 * 1024
    static let sessionLimit = 8 * 1024 * 1024
    /// For output, unless the probe's mark sets less, and for errors.
    static let sectionLimit = 64 * 1024
    private static let markLimit = 512
    /// An agent sends a few hundred, and each costs time on the event loop.
    static let mostMarks = 10_000
    /// A host's uptime in seconds.
    private static let times = 0...1e12

    private let mark: [UInt8]
    private let marks: ByteSearcher
    private let sent: Set<String>?
    private var begun: Set<String> = []
    private var announced = 0
    /// Agents of version 1 did not.
    private var framesParts = false
    private var pending: [UInt8] = []
    private var received = 0
    private var marksReceived = 0
    private var noiseReceived = 0
    private var section = Section.noise
    private var probe: Probe?
    /// Output before the greeting.
    private(set) var noise: [UInt8] = []
    /// A limit was exceeded, and the session is unusable.
    private(set) var hasOverflowed = false

    private enum Section { case noise, idle, output, errors }

    private struct Probe {
        var name: String
        var began: Double?
        var output: CappedOutput
        var errors: [UInt8] = []
        var status: Int?
        var isCut = false
    }

    /// Ignores probes that are not in `probes`; nil accepts any.
    init(nonce: String, probes: Set<String>? = nil) {
        sent = probes
        mark = Array("\n@\(nonce) ".utf8)
        marks = ByteSearcher([mark])
        // The first mark may begin at the first byte.
        pending = [UInt8(ascii: "\n")]
    }

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

    mutating func finish() -> Evidence? {
        take(pending[...])
        pending = []
        return probe.map { evidence(of: $0, ending: .unreported) }
    }
}

extension FrameDecoder {
    /// With its leading and without its final line end.
    private func findMark(from start: Int) -> Range<Int>? {
        var place = start
        while let begin = marks.first(in: pending.span, from: place)?.lowerBound {
            if let end = pending[(begin + 1)...].prefix(Self.markLimit).firstIndex(of: mark[0]) { return begin..<end }
            place = begin + 1
        }
        return nil
    }

    /// The trailing bytes that may belong to an incomplete mark.
    private func keptTail(from start: Int) -> Int {
        for begin in pending.indices.suffix(from: max(start, pending.count - Self.markLimit))
        where pending[begin] == mark[0] {
            let rest = pending[begin...]
            if rest.starts(with: mark) || mark.starts(with: rest) { return rest.count }
        }
        return 0
    }

    private mutating func take(_ bytes: ArraySlice<UInt8>) {
        switch section {
        case .noise:
            noise.append(contentsOf: bytes.prefix(Self.sectionLimit - noise.count))
            // The greeting may be in the same portion, so `noise` does not count.
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

    /// Marks that the agent never sends are ignored.
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
        case ("end", "-"): forget()
        default: break
        }
        return nil
    }

    /// Begins a probe if it was sent, is no repeat, and is within the announced number.
    private mutating func begin(_ name: String, _ words: [String]) -> Event? {
        // A probe that could not start has no end mark.
        let unended = probe.map { Event.evidence(evidence(of: $0, ending: .unreported)) }
        probe = nil
        section = .idle
        guard sent?.contains(name) ?? true, begun.count < announced, begun.insert(name).inserted else { return unended }
        let cap = words.count > 2 ? number(words[2], in: 0...Self.sectionLimit) : nil
        probe = Probe(
            name: name, began: words.count > 3 ? decimal(words[3], in: Self.times) : nil,
            output: CappedOutput(cap: cap ?? Self.sectionLimit))
        section = .output
        return unended
    }

    /// The probe at hand runs again.
    private mutating func forget() {
        if let name = probe?.name { begun.remove(name) }
        probe = nil
        section = .idle
    }

    private mutating func end(_ words: [String]) -> Event? {
        guard var ended = probe else { return nil }
        probe = nil
        section = .idle
        let isTimeout = words.count > 2 && words[2] == "timeout"
        // `head` cut off the status too.
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

    private func parts(of output: CappedOutput) -> Evidence.Parts {
        if !framesParts { return .marked }
        if output.isForged { return .forged }
        return output.hasParts ? .framed : .none
    }
}
