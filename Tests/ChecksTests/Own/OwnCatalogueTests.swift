import Fleet
import Foundation
import Testing
import YAMLFiles

@testable import Checks

@Suite struct OwnCatalogueTests {
    static let sound = """
        checks:
          - id: backup.age
            title: Was the mail backed up in the last day?
            why: A mailbox without a backup is lost when its disk fails.
            run: stat -c %Y /var/backups/mail.stamp
            expect: {number: {at-least: 1}}
            remedy: systemctl start mail-backup
            seconds: 3
            groups: mail
            explained-by: service.running
        """

    private func checks(_ text: String) throws -> [OwnCheck] {
        try OwnCatalogue.checks(in: Array(text.utf8), file: "ours.yaml")
    }

    @Test func `a check is read with all it says`() throws {
        let check = try #require(try checks(Self.sound).first)
        #expect(check.id == "backup.age" && check.severity == .fail && check.explainedBy == ["service.running"])
        #expect(check.probe == Probe(name: "backup.age", seconds: 3, command: "stat -c %Y /var/backups/mail.stamp"))
        #expect(check.explanation.byHand == "stat -c %Y /var/backups/mail.stamp")
        #expect(check.expectations == [.number(pattern: nil, Bounds(atLeast: 1))])
    }

    @Test func `its column comes after the checklist, and its definition is in the catalogue's text`() throws {
        let catalogue = Catalogue.builtIn.adding(try checks(Self.sound))
        #expect(catalogue.items.last?.rawValue == "backup" && catalogue.items.count == Item.allCases.count + 1)
        #expect(catalogue.probes.map(\.name) == ["backup.age"])
        let other = Catalogue.builtIn.adding(
            try checks(Self.sound.replacing("at-least: 1", with: "at-least: 2")))
        #expect(catalogue.text != other.text)
        #expect(
            catalogue.text.contains(
                "cause backup.age decides nothing, needs [], asks [], explained by [\"service.running\"]"))
    }

    /// Something that is wrong, what of the sound file is replaced by what, and the error.
    static let wrong: [(String, String, String)] =
        [
            ("    seconds: 3", "    second: 3", "ours.yaml:8:13: checks[1].second: this key is not known"),
            ("backup.age", "backup", "ours.yaml:2:9: checks[1].id: “backup” is not a valid id"),
            ("backup.age", "tls.expiry", "dovesweep itself has a check “tls.expiry”"),
            ("seconds: 3", "seconds: 300", "from 1 to 30 seconds"),
            ("    remedy: systemctl start mail-backup\n", "", "checks[1]: “remedy” is missing"),
            ("service.running", "service.walking", "dovesweep itself has no check “service.walking”"),
            ("{number: {at-least: 1}}", "[]", "without an expectation the check cannot fail"),
            ("{number: {at-least: 1}}", "{number: {}}", "any number would pass"),
            ("{number: {at-least: 1}}", "{number: {above: 3, at-most: 3}}", "it could never pass"),
            ("{number: {at-least: 1}}", "{pattern: '.*'}", "matches any output"),
            ("{number: {at-least: 1}}", "{pattern: 'x|'}", "matches any output"),
            ("{number: {at-least: 1}}", "{pattern: '('}", "is not a valid regular expression"),
            ("{number: {at-least: 1}}", "{number: {pattern: 'lag', at-most: 3}}", "put the number in a group"),
            ("{number: {at-least: 1}}", "{text: ''}", "it is empty"),
            ("{number: {at-least: 1}}", "{status: 256}", "from 0 to 255"),
            ("{number: {at-least: 1}}", "{status: 0, text: a}", "write several as a list"),
            ("{number: {at-least: 1}}", "{json: {path: $.a}}", "give one condition for $.a"),
            ("{number: {at-least: 1}}", "{json: {path: $..a, exists: true}}", "does not name one value"),
            ("groups: mail", "roles: [postbox]", "“postbox” is not one of mailbox, proxy, lmtp"),
            ("    groups: mail", "    connect: {port: 25}", "keep one of them"),
        ] + wrongConnections
    static let command = "    run: stat -c %Y /var/backups/mail.stamp\n    expect: {number: {at-least: 1}}"
    private static let wrongConnections = [
        ("{port: 0}", "{port: open}", "a port is from 1 to 65535"),
        ("{port: 25, name: mx.example.org}", "{port: open}", "add “tls: true”"),
        ("{port: 25}", "{certificate: valid}", "add “tls: true”"),
        ("{port: 25}", "{port: shut}", "not one of open, closed"),
        ("{port: 25}", "{silence: true}", "this key is not known"),
        ("{port: 25}", "[{port: closed}, {text: a}]", "remove the other expectations"),
        ("{port: 25}", "[]", "without an expectation"),
    ].map { (command, "    connect: \($0)\n    expect: \($1)", $2) }

    @Test(arguments: wrong) func `what is wrong is told with its place`(old: String, new: String, message: String)
        throws
    {
        let text = Self.sound.replacing(old, with: new)
        try #require(text != Self.sound)
        #expect {
            _ = try checks(text)
        } throws: { error in
            "\(error)".hasPrefix("ours.yaml:") && "\(error)".contains(message)
        }
    }

    @Test func `all problems of a file are told, not only the first`() throws {
        let two = Self.sound.replacing("seconds: 3", with: "seconds: 0")
        let more = two + two.replacing("checks:", with: "").replacing("backup.age", with: "backup.size")
        #expect {
            _ = try checks(more)
        } throws: { error in
            (error as? YAMLFileError)?.problems.count == 2
        }
    }

    @Test func `an id that is there twice is an error`() throws {
        let twice = Self.sound + Self.sound.replacing("checks:", with: "")
        #expect { _ = try checks(twice) } throws: { "\($0)".contains("the id “backup.age” is used twice") }
    }

    @Test func `the schema takes what the reader takes`() throws {
        #expect(try CatalogueSchema.objections(to: Self.sound).isEmpty)
    }

    @Test func `the example that is published is sound`() throws {
        let bytes = OwnCatalogue.example
        #expect(
            try OwnCatalogue.checks(in: bytes, file: "example.yaml").map(\.id)
                == ["logs.disk", "backup.age", "submission.greeting", "submission.certificate"])
        #expect(try CatalogueSchema.objections(to: String(decoding: bytes, as: UTF8.self)).isEmpty)
    }

    @Test(arguments: wrong.map { ($0.0, $0.1) }.filter { !beyondASchema.contains($0.1) })
    func `the schema refuses what the reader refuses`(old: String, new: String) throws {
        #expect(try !CatalogueSchema.objections(to: Self.sound.replacing(old, with: new)).isEmpty)
    }

    /// What takes more than a schema to tell.
    static let beyondASchema: Set = [
        "tls.expiry", "service.walking", "{number: {above: 3, at-most: 3}}", "{pattern: '.*'}", "{pattern: 'x|'}",
        "{pattern: '('}", "{number: {pattern: 'lag', at-most: 3}}", "{json: {path: $..a, exists: true}}",
        "    connect: {port: 25, name: mx.example.org}\n    expect: {port: open}",
        "    connect: {port: 25}\n    expect: {certificate: valid}",
        "    connect: {port: 25}\n    expect: {silence: true}",
        "    connect: {port: 25}\n    expect: [{port: closed}, {text: a}]",
    ]
}

/// The reference validator of JSON Schema for Python, on a catalogue as PyYAML reads it.
private enum CatalogueSchema {
    static func objections(to catalogue: String) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/python3")
        process.arguments = ["-c", program, String(decoding: OwnCatalogue.schema, as: UTF8.self), catalogue]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "the validator itself failed: \(text)")
        return text
    }

    private static let program = """
        import json, sys, yaml
        from jsonschema import Draft202012Validator
        schema = json.loads(sys.argv[1])
        Draft202012Validator.check_schema(schema)
        for error in Draft202012Validator(schema).iter_errors(yaml.safe_load(sys.argv[2])):
            print(error.json_path, error.message[:200])
        """
}
