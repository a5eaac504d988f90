import Foundation

/// What a record tells of a sweep's course: its lines but the header, without the evidence.
struct RecordEvents {
    struct Event: Decodable {
        let event: String
        let host: String?
        let interruption: Int?
    }

    let events: [Event]

    /// Reads the whole lines of a record that may still grow; none where it has not begun.
    init(growing path: String) throws {
        let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        let whole = text[..<(text.lastIndex(of: "\n") ?? text.startIndex)]
        events = try whole.split(separator: "\n").dropFirst().map {
            try JSONDecoder().decode(Event.self, from: Data($0.utf8))
        }
    }

    /// The hosts in the order in which something happened to them: `began` or `ended`.
    func hosts(that event: String) -> [String] { events.filter { $0.event == event }.compactMap(\.host) }
}
