/// A kind of value in a log line.
enum Capture: Sendable, Hashable, CaseIterable {
    /// Matched and dropped.
    case any
    case path, blocked, user, group, uid, gid, service, setting, value, number, limit, port, address, server, name
    /// The host's files; no line names them.
    case certificate, key
    case reason, status, signal, driver, mechanism, scheme, plugin, owner, mode, right, pid, program
}

extension Capture {
    /// For remedies, if the line lacks the value.
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
        case .certificate: "CERTIFICATE"
        case .key: "KEY"
        case .value, .number, .limit, .mode, .status, .signal, .pid: "NUMBER"
        case .name, .reason, .right: "NAME"
        }
    }

    /// For sentences, if the line lacks the value.
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
        case .certificate: "the certificate"
        case .key: "the key"
        case .value, .number, .limit, .mode, .status, .signal, .pid: "its value"
        case .name, .right: "what the line names"
        case .reason: "the line says why"
        }
    }

    private var isPath: Bool { self == .path || self == .blocked }
    private var isNumber: Bool { [.number, .port, .pid, .uid, .gid].contains(self) }
    private var isText: Bool { [.any, .reason, .value, .name, .path, .blocked].contains(self) }

    /// nil if the text is no such value. `toEnd`: it ends the line, where login processes add `: user=<>, rip=…`.
    func taken(from text: String, toEnd: Bool) -> String? {
        var value = Substring(text)
        if toEnd {
            if let details = value.range(of: ": user=<") { value = value[..<details.lowerBound] }
            if isNumber { value = value.prefix { $0.isASCII && $0.isNumber } }
            if !isText { value = value.prefix { $0 != " " && $0 != "," && $0 != ";" } }
        }
        // `rename(/a, /b)`, `open(/a, O_CREAT)`, `missing +x perm: /, we're not in group 0`
        if isPath, let second = value.range(of: ", ") { value = value[..<second.lowerBound] }
        // `/a (https://doc.dovecot.org/…)`
        if isPath, let link = value.range(of: " (https://") { value = value[..<link.lowerBound] }
        // `/home/joe/ stat(/home/joe/mail) failed`
        if isPath, let call = value.range(of: "(/"), let end = value[..<call.lowerBound].lastIndex(of: " ") {
            value = value[..<end]
        }
        if isPath, value.utf8.first != UInt8(ascii: "/") { return nil }
        if !isText, value.isEmpty { return nil }
        if isNumber, !value.utf8.allSatisfy({ (0x30...0x39).contains($0) }) { return nil }
        return String(value)
    }
}

/// The captured values of one line.
struct Captures: Sendable {
    private var values: [(capture: Capture, value: String)] = []
    /// Without the log's prefix.
    var message = ""

    mutating func add(_ value: String, for capture: Capture) {
        // Dovecot's word for a name not known yet.
        if capture != .any, !value.isEmpty, value != "<unknown>" { values.append((capture, value)) }
    }

    /// Adds a value of the prefix, if the message lacks it.
    mutating func complete(_ value: String?, for capture: Capture) {
        if let value, self.value(capture) == nil { add(value, for: capture) }
    }

    func value(_ capture: Capture) -> String? { values.first { $0.capture == capture }?.value }

    /// The value, else its placeholder.
    subscript(_ capture: Capture) -> String { value(capture) ?? capture.placeholder }
}

/// A sentence with captured values: `"\(.path) does not exist"`.
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
    var sentence: String { utf8.last == UInt8(ascii: ".") ? self : self + "." }

    var capitalizedSentence: String {
        guard let first = unicodeScalars.first else { return self }
        return (first.properties.uppercaseMapping + String(unicodeScalars.dropFirst())).sentence
    }
}
