package import Fleet
internal import FoundationEssentials

/// Encodes records as JSON lines.
package enum RecordLines {
    package static func line(_ header: Record.Header) -> [UInt8] { encode(header) }
    package static func line(_ event: Record.Event) -> [UInt8] { encode(event) }

    private static func encode(_ value: some Encodable) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(value) else {
            preconditionFailure("values of the record hold nothing that JSON cannot say")
        }
        return Array(data) + [UInt8(ascii: "\n")]
    }
}

/// A record read from a file.
package struct StoredRecord: Sendable, Equatable {
    package var header: Record.Header
    /// Every host of the header once, in order. One without an end was interrupted.
    package var hosts: [HostRecord]
    package var seconds: Double
    package var interruption: Int?

    /// Drops an incomplete last line; any other wrong line throws.
    package init(reading bytes: [UInt8]) throws(RecordError) {
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        // The rest after the last line end is empty or incomplete.
        lines.removeLast()
        guard let first = lines.first else {
            throw RecordError(line: 1, message: "the file is empty, or it is not a record of dovesweep")
        }
        // Other schemas may have other headers.
        guard let format = try? JSONDecoder().decode(Format.self, from: Data(first)) else {
            throw RecordError(line: 1, message: "the file is not a record or a report of dovesweep, or it is damaged")
        }
        guard format.schema == Record.schema else {
            throw RecordError(
                line: 1, message: "its schema is “\(format.schema)”, and this dovesweep reads “\(Record.schema)”")
        }
        let header: Record.Header = try Self.decode(first, line: 1)
        try Self.check(header)
        self.header = header
        hosts = header.hosts.map { .neverBegun($0, at: header.started) }
        seconds = 0
        let places = Dictionary(uniqueKeysWithValues: hosts.enumerated().map { ($1.host.name, $0) })
        for (index, text) in lines.enumerated().dropFirst() {
            try apply(try Self.decode(text, line: index + 1), places, line: index + 1)
        }
    }

    package var ownChecks: [String] {
        let asked = hosts.flatMap { $0.evidence.map(\.probe.rawValue) }
        return Set(asked).subtracting(AgentFiles.probeNames).sorted()
    }

    private struct Format: Decodable {
        let schema: String
    }

    private mutating func apply(_ event: Record.Event, _ places: [String: Int], line: Int) throws(RecordError) {
        func place(_ host: String) throws(RecordError) -> Int {
            guard let place = places[host] else {
                throw RecordError(line: line, message: "the host “\(host)” is not in the header")
            }
            return place
        }
        switch event {
        case .began(let host, let at):
            let place = try place(host)
            try Self.check(time: at, line: line)
            hosts[place].began = at
            hosts[place].ending.reason = "the run ended before the host did"
        case .evidence(let host, let evidence): hosts[try place(host)].evidence.append(evidence)
        case .dialogue(let host, let dialogue): hosts[try place(host)].dialogues.append(dialogue)
        case .ended(let host, let ending): hosts[try place(host)].ending = ending
        case .finished(let seconds, let interruption):
            guard interruption.map(Self.signals.contains) ?? true else {
                throw RecordError(line: line, message: "\(interruption ?? 0) is not the number of a signal")
            }
            self.seconds = seconds
            self.interruption = interruption
        }
    }

    /// POSIX signal numbers, for the exit status.
    private static let signals = 1...64
    /// Unix seconds, 1970 to 9999.
    private static let times: ClosedRange<Int64> = 0...253_402_300_799

    /// Records may be edited by hand, so values that no sweep writes are refused.
    private static func check(_ header: Record.Header) throws(RecordError) {
        try check(time: header.started, line: 1)
        var names: Set<String> = []
        for host in header.hosts where !names.insert(host.name).inserted {
            throw RecordError(line: 1, message: "the host “\(host.name)” is there twice")
        }
    }

    private static func check(time: Int64, line: Int) throws(RecordError) {
        guard times.contains(time) else { throw RecordError(line: line, message: "\(time) is not a Unix time") }
    }

    private static func decode<Value: Decodable>(_ line: ArraySlice<UInt8>, line number: Int) throws(RecordError)
        -> Value
    {
        do {
            return try JSONDecoder().decode(Value.self, from: Data(line))
        } catch {
            throw RecordError(line: number, message: "this is not a line of a record: \(Self.words(error))")
        }
    }

    private static func words(_ error: any Error) -> String {
        switch error {
        case DecodingError.keyNotFound(let key, _): "“\(key.stringValue)” is missing"
        case DecodingError.dataCorrupted(let context) where context.codingPath.isEmpty: "it is not JSON"
        case DecodingError.dataCorrupted(let context), DecodingError.typeMismatch(_, let context),
            DecodingError.valueNotFound(_, let context):
            context.codingPath.last.map { "“\($0.stringValue)” \(problem(context))" } ?? "it is not a JSON object"
        default: "it cannot be read"
        }
    }

    /// Foundation's own descriptions begin with a capital letter, and name Swift types.
    private static func problem(_ context: DecodingError.Context) -> String {
        let description = context.debugDescription
        return description.first?.isUppercase == false ? "is wrong: \(description)" : "has a wrong value"
    }
}

package struct RecordError: Error, Sendable, Equatable {
    /// Counted from 1.
    package let line: Int
    package let message: String
}
