internal import Fleet
internal import YAMLFiles

/// Reads `connect: {port: 465, tls: true, name: smtp.example.org}`.
struct ConnectionReader {
    private let fields: YAMLFields

    init(_ entry: YAMLEntry) throws(YAMLFileError) {
        fields = try entry.fields(["port", "tls", "name"])
    }

    func look(_ name: ProbeName, seconds: Int) throws(YAMLFileError) -> OutsideLook {
        let entry = try fields.required("port")
        guard let port = Port(try entry.whole()) else { throw entry.wrong("a port is from 1 to 65535") }
        let isTLS = try fields["tls"]?.flag() ?? false
        let serverName = fields["name"]
        if let serverName, !isTLS { throw serverName.wrong("a name needs TLS: add “tls: true”") }
        return OutsideLook(
            name: name, port: port, isTLS: isTLS, serverName: try serverName?.words(), seconds: seconds)
    }
}

extension PortExpectation {
    private static let keys = ["port", "certificate"]

    static func reading(
        _ entry: YAMLEntry, of look: OutsideLook
    ) throws(YAMLFileError) -> (port: PortExpectation, line: [Expectation]) {
        var port = PortExpectation()
        var line: [Expectation] = []
        for entry in try entry.oneOrMore() {
            let fields = try entry.fields(keys + ["text", "not-text", "pattern", "not-pattern"])
            if let state = fields["port"] { port.isOpen = try state.choice(["open", "closed"]) == "open" }
            if let certificate = fields["certificate"] {
                _ = try certificate.choice(["valid"])
                guard look.isTLS else {
                    throw certificate.wrong("a certificate needs TLS: add “tls: true”")
                }
                port.isCertified = true
            }
            if fields.all.contains(where: { !keys.contains($0.key) }) {
                line.append(try ExpectationReader(entry).expectation())
            }
        }
        if !port.isOpen, port.isCertified || !line.isEmpty {
            throw entry.wrong("a closed port sends nothing: remove the other expectations")
        }
        return (port, line)
    }
}

extension OutsideLook {
    var byHand: String {
        guard isTLS else { return "nc -v -w \(seconds) HOST \(port) </dev/null" }
        return "openssl s_client -connect HOST:\(port) -servername \(serverName ?? "HOST") </dev/null"
    }
}
