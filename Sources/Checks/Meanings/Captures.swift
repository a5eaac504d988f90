/// A value of a log line that a sentence or a remedy uses.
enum Capture: Sendable, Hashable, CaseIterable {
    /// Text of no use.
    case any
    case path, blocked, user, group, uid, gid, service, setting, value, number, limit, port, address, server, name
    case reason, status, signal, driver, mechanism, scheme, plugin, owner, mode, right, pid, program
}

extension Capture {
    /// What stands in a remedy where the line does not say the value.
    var placeholder: String {
        switch self {
        case .any: ""
        case .path, .blocked: "PATH"
        case .user: "USER"
        case .group: "GROUP"
        case .uid, .owner: "UID"
        case .gid: "GID"
        case .service: "SERVICE"
        case .setting: "SETTING"
        case .port: "PORT"
        case .address: "ADDRESS"
        case .server: "SERVER"
        case .driver: "DRIVER"
        case .mechanism: "MECHANISM"
        case .scheme: "SCHEME"
        case .plugin: "PLUGIN"
        case .program: "PROGRAM"
        case .value, .number, .limit, .mode, .status, .signal, .pid: "NUMBER"
        case .name, .reason, .right: "NAME"
        }
    }

    /// What stands in a sentence where the line does not say the value.
    var noun: String {
        switch self {
        case .any: "something"
        case .path, .blocked: "a file that the line names"
        case .user: "an account"
        case .group: "a group"
        case .uid, .owner: "another uid"
        case .gid: "another gid"
        case .service: "the service"
        case .setting: "a setting"
        case .port: "its port"
        case .address: "an address"
        case .server: "the server"
        case .driver: "the driver"
        case .mechanism: "a mechanism"
        case .scheme: "its scheme"
        case .plugin: "a plugin"
        case .program: "a program"
        case .value, .number, .limit, .mode, .status, .signal, .pid: "its value"
        case .name, .right: "what the line names"
        case .reason: "the line says why"
        }
    }

    private var isPath: Bool { self == .path || self == .blocked }
    private var isNumber: Bool { [.number, .port, .pid, .uid, .gid].contains(self) }
    /// Whether the value may hold blanks.
    private var isText: Bool { [.any, .reason, .value, .name, .path, .blocked].contains(self) }

    /// The value in what stands at the capture; nil where that cannot be one.
    ///
    /// `toEnd` says that the line ends behind it: login processes add `: user=<>, rip=…` there.
    func taken(from text: String, toEnd: Bool) -> String? {
        var value = Substring(text)
        if toEnd {
            if let details = value.range(of: ": user=<") { value = value[..<details.lowerBound] }
            if isNumber { value = value.prefix { $0.isASCII && $0.isNumber } }
            if !isText { value = value.prefix { $0 != " " && $0 != "," && $0 != ";" } }
        }
        // `rename(/a, /b)`, `open(/a, O_CREAT)`, `missing +x perm: /, we're not in group 0`
        if isPath, let second = value.range(of: ", ") { value = value[..<second.lowerBound] }
        if isPath, value.utf8.first != UInt8(ascii: "/") { return nil }
        if !isText, value.isEmpty { return nil }
        if isNumber, !value.utf8.allSatisfy({ (0x30...0x39).contains($0) }) { return nil }
        return String(value)
    }
}

/// The values of one line.
struct Captures: Sendable {
    private var values: [(capture: Capture, value: String)] = []
    /// The message, without the prefix of the log.
    var message = ""

    mutating func add(_ value: String, for capture: Capture) {
        // Dovecot writes `<unknown>` where it knows no name yet.
        if capture != .any, !value.isEmpty, value != "<unknown>" { values.append((capture, value)) }
    }

    /// A value that the prefix of the line says, where the message itself says none.
    mutating func complete(_ value: String?, for capture: Capture) {
        if let value, self.value(capture) == nil { add(value, for: capture) }
    }

    /// The value, if the line says it.
    func value(_ capture: Capture) -> String? { values.first { $0.capture == capture }?.value }

    /// The value, or what stands in its place.
    subscript(_ capture: Capture) -> String { value(capture) ?? capture.placeholder }
}

/// A sentence with the values of a line.
///
///     "\(.path) does not exist"
struct Sentence: Sendable, ExpressibleByStringInterpolation {
    private var parts: [(text: String, capture: Capture?)] = []

    init(stringLiteral text: String) { parts = [(text, nil)] }

    init(stringInterpolation: Interpolation) { self = stringInterpolation.sentence }

    func text(with captures: Captures) -> String {
        parts.map { part in
            part.capture.map { captures.value($0) ?? $0.noun } ?? part.text
        }.joined()
    }

    func filled(with captures: Captures) -> String {
        let text = text(with: captures)
        // A value keeps its case.
        let first = parts.first { $0.capture != nil || !$0.text.isEmpty }?.capture
        return first.flatMap { captures.value($0) } == nil ? text.capitalizedSentence : text.sentence
    }

    struct Interpolation: StringInterpolationProtocol {
        fileprivate var sentence: Sentence = ""

        init(literalCapacity: Int, interpolationCount: Int) {}

        mutating func appendLiteral(_ literal: String) { sentence.parts.append((literal, nil)) }

        mutating func appendInterpolation(_ capture: Capture) { sentence.parts.append(("", capture)) }
    }
}

extension String {
    /// The text with a full stop at its end.
    var sentence: String { utf8.last == UInt8(ascii: ".") ? self : self + "." }

    /// The text with a capital letter at its start and a full stop at its end.
    var capitalizedSentence: String {
        guard let first = unicodeScalars.first else { return self }
        return (first.properties.uppercaseMapping + String(unicodeScalars.dropFirst())).sentence
    }
}
