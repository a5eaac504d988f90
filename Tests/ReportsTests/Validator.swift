import Foundation

@testable import Reports

/// The reference validator of JSON Schema for Python, on a copy of our schema that allows no key it does not name.
struct Validator {
    /// A JSON Schema, UTF-8.
    var schema = RunSchema.bytes

    /// What is wrong with a document; empty where it is valid.
    func objections(to document: String) throws -> String {
        let directory = FileManager.default.temporaryDirectory.appending(path: "dovesweep-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let file = directory.appending(path: "schema.json")
        let report = directory.appending(path: "report.json")
        try Data(schema).write(to: file)
        try Data(document.utf8).write(to: report)
        return try run(Self.program, file.path(), report.path())
    }

    private func run(_ arguments: String...) throws -> String {
        let process = Process()
        // Debian's own, for which `apt-get install python3-jsonschema` brings the module.
        process.executableURL = URL(filePath: "/usr/bin/python3")
        process.arguments = ["-c"] + arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return process.terminationStatus == 0 ? "" : text + "(status \(process.terminationStatus))"
    }

    private static let program = """
        import json, sys
        from jsonschema import Draft202012Validator

        def closed(node):
            if isinstance(node, dict):
                node = {key: closed(value) for key, value in node.items()}
                if isinstance(node.get("properties"), dict) and "type" in node:
                    node.setdefault("additionalProperties", False)
            elif isinstance(node, list):
                node = [closed(value) for value in node]
            return node

        schema = json.load(open(sys.argv[1]))
        Draft202012Validator.check_schema(schema)
        errors = Draft202012Validator(closed(schema)).iter_errors(json.load(open(sys.argv[2], encoding="utf-8")))
        for error in errors:
            print(error.json_path, error.message[:200])
            sys.exitcode = 1
        sys.exit(getattr(sys, "exitcode", 0))
        """
}
