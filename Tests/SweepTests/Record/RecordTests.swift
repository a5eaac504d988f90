import Fleet
import Testing

@testable import Sweep

@Suite struct `Record lines` {
    private static let header: Record.Header = {
        var host = Fleet.Host(name: "mx1", address: "192.0.2.1")
        host.become = .init(method: .doas, user: "admin")
        host.probe = ProbeAccount(user: "probe", password: .command("pass show probe"))
        host.services = [.imaps, .pop3]
        var parameters = Parameters()
        parameters.expiryWarningDays = 14
        parameters.only = ["tls"]
        return Record.Header(
            id: "20261123T160102Z-4f1c", started: 1_795_449_662, agentHash: "abc", parameters: parameters,
            hosts: [host, Fleet.Host(name: "mx2")])
    }()

    private static let dialogue: Dialogue = {
        var talk = MailSession()
        talk.greeting = "* OK \u{1B}[31mready"
        talk.reply = MailSession.Reply(status: "NO", code: "UNAVAILABLE", text: "later")
        talk.transcript = ["S: * OK ready", "C: a1 CAPABILITY"]
        return Dialogue(
            vantage: .outside, service: .imaps, address: "192.0.2.1", port: 993, reach: .connected,
            tls: .init(version: "TLSv1.3", cipher: nil, chain: [[0, 255, 10]], failure: nil), talk: talk,
            milliseconds: 12)
    }()

    private static let endings: [Evidence.Ending] = [.exited(0), .exited(-1), .timedOut, .unreported]
    private static let evidence = endings.map { ending in
        Evidence("version", ending: ending, output: [0, 10, 13, 255], errors: [0xC3], isCut: true, milliseconds: 3)
    }
    private static let reaches: [Dialogue.Reach] = [
        .connected, .refused, .timedOut, .unreachable("no route"), .nameNotFound("mx1"), .notTried("why"),
    ]
    private static let dialogues = reaches.map { reach in
        var dialogue = Self.dialogue
        dialogue.reach = reach
        return dialogue
    }
    private static let ending = Record.Ending(outcome: .hostKeyChanged, reason: "“other” key\n", seconds: 1.25)

    private static let events: [Record.Event] = {
        var events: [Record.Event] = [.began(host: "mx1", at: 1_795_449_663)]
        events += evidence.map { .evidence(host: "mx1", $0) }
        events += dialogues.map { .dialogue(host: "mx1", $0) }
        return events + [.ended(host: "mx1", ending)]
    }()

    /// A record file of these lines.
    private static func file(_ events: [Record.Event] = events, _ header: Record.Header = header) -> [UInt8] {
        RecordLines.line(header) + events.flatMap { RecordLines.line($0) }
    }

    @Test func `what was written is read back, every kind of event`() throws {
        let record = try StoredRecord(reading: Self.file(Self.events + [.finished(seconds: 2.5, interruption: 2)]))
        let host = record.hosts[0]
        #expect(record.header == Self.header)
        #expect(host.began == 1_795_449_663)
        #expect(host.evidence == Self.evidence)
        #expect(host.dialogues == Self.dialogues)
        #expect(host.ending == Self.ending)
        #expect(record.seconds == 2.5)
        #expect(record.interruption == 2)
    }

    @Test func `each event is one line`() {
        for event in Self.events {
            let line = RecordLines.line(event)
            #expect(line.last == 10)
            #expect(!line.dropLast().contains(10))
        }
    }

    @Test func `a host whose end is missing was interrupted, begun or not`() throws {
        let record = try StoredRecord(reading: Self.file(Array(Self.events[...1])))
        #expect(record.hosts.map(\.ending.outcome) == [.interrupted, .interrupted])
        #expect(record.hosts.map(\.evidence.count) == [1, 0])
        #expect(record.hosts[0].ending.reason != record.hosts[1].ending.reason)
    }

    @Test func `a last line that was torn is dropped, wherever it was torn`() throws {
        let whole = Self.file([Self.events[0]])
        let torn = RecordLines.line(Self.events[1])
        let expected = try StoredRecord(reading: whole)
        for length in 0..<torn.count {
            #expect(try StoredRecord(reading: whole + torn.prefix(length)) == expected)
        }
    }

    @Test(arguments: [
        ("not JSON", "not JSON"), (#"{"event":"danced"}"#, "no event is called “danced”"),
        (#"{"event":"began","host":"mx1"}"#, "“at” is missing"), (#"{"event":"began","host":"mx9","at":1}"#, "mx9"),
        (
            #"{"event":"evidence","host":"mx1","evidence":{"probe":"x","status":0,"output":"?","errors":"","cut":false,"milliseconds":0}}"#,
            "base64"
        ),
    ])
    func `a wrong line in the middle is an error that names it`(line: String, words: String) throws {
        let bytes = Self.file([Self.events[0]]) + Array("\(line)\n".utf8) + RecordLines.line(Self.events[1])
        let error = #expect(throws: RecordError.self) { try StoredRecord(reading: bytes) }
        #expect(error?.line == 3)
        if line.hasPrefix("{") { #expect(error?.message.contains(words) == true, "\(error?.message ?? "")") }
    }

    @Test(arguments: [#"{"schema":"dovesweep.record/2","future":true}"#, #"{"schema":"dovesweep.run/1","id":"x"}"#])
    func `another schema is refused by its name, whatever else is in it`(header: String) {
        let error = #expect(throws: RecordError.self) { try StoredRecord(reading: Array("\(header)\n".utf8)) }
        #expect(error?.line == 1)
        #expect(error?.message.contains("this dovesweep reads “dovesweep.record/1”") == true)
    }

    @Test(arguments: ["", "{", "{\"schema\":\"dovesweep.record/1\""])
    func `a file without one whole line is no record`(text: String) {
        let error = #expect(throws: RecordError.self) { try StoredRecord(reading: Array(text.utf8)) }
        #expect(error?.line == 1)
    }

    @Test(arguments: ["[]\n", "{\n", "[1, 2]\n{}\n", "no JSON\n", "{\"schema\": 1}\n"])
    func `a file of something else is said to be that, in plain words`(text: String) {
        let error = #expect(throws: RecordError.self) { try StoredRecord(reading: Array(text.utf8)) }
        #expect(error?.message == "the file is not a record or a report of dovesweep, or it is damaged")
    }

    @Test func `no secret is in the lines, only where it comes from`() {
        let text = String(decoding: Self.file(), as: UTF8.self)
        #expect(text.contains("pass show probe"))
        #expect(String(describing: Secret(Array("hush-hush".utf8))) == "•••")
    }
}
