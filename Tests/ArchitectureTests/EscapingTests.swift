import Foundation
import Testing

/// What escapes text, or decides what a name may be, looks at scalars or bytes: some letters are one `Character` with the
/// sign beside them, and a `Character` that is no `<` has one in it for every reader of HTML.
@Suite struct `Escaping` {
    /// What marks a file as one that escapes, wherever it is: what it declares, the type that it makes, and what only an
    /// escaper writes.
    static let marks = [
        #"func (\w*[eE]scaped|escape|([a-z]\w*Q|q)uoted|\w*[pP]rintable|shellWord)\("#, #": MarkupSyntax\b"#,
        #"\(trusted:"#,
        "&lt;", "&amp;", "&quot;", #"'\\{1,2}''"#, #""\\"\\"""#, #"\\\\[xu](00|")"#,
    ]

    /// All of their files look at names for `ssh`, at words for a shell, or at what must not leave the house.
    static let folders = ["Assessment/Redaction/", "Fleet/Remedy/", "SSHConfig/Configuration/", "ShellQuoting/"]

    /// Work on `Character`s, or functions of `String` that do it.
    static let forbidden = [
        #"\bCharacter\b"#, #"\bhas(Prefix|Suffix)\b"#, #"split\(separator: ""#, #"\.replacing\("#,
        #"\.(first|last)\??(\.map)? ?[=!]= ""#, #"[cC]ontains\("[^"]+"\)"#, #"(first|last)Index\(of: ""#,
        #"\.starts\(with: ""#, #"reduce\(into: ""\)"#, #"components\(separatedBy"#, #"trimming(Prefix|Characters)"#,
        #"(\$\d|\\)\.is(Letter|Number|Whitespace|Newline|Punctuation|HexDigit)\b"#,
    ]

    static let sources: [(name: String, code: String)] = {
        let folder = Architecture.root.appending(path: "Sources")
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.compactMap {
            $0 as? URL
        }
        return (files ?? []).filter { $0.pathExtension == "swift" }.compactMap { file in
            guard let text = try? String(contentsOf: file, encoding: .utf8) else { return nil }
            let code = text.split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("//") }
            return (String(file.path.dropFirst(folder.path.count + 1)), code.joined(separator: "\n"))
        }
    }()

    static func escapes(_ file: (name: String, code: String)) throws -> Bool {
        if folders.contains(where: file.name.hasPrefix) { return true }
        return try marks.contains { try file.code.contains(Regex($0)) }
    }

    @Test func `the files that escape are found`() throws {
        let found = Set(try Self.sources.filter(Self.escapes).map(\.name))
        let known: Set = [
            "Fleet/Remedy/Command.swift", "Fleet/Remedy/Note.swift", "Diagnostics/Excerpt.swift",
            "SSHConfig/Configuration/SSHNames.swift",
            "Reports/CSV/CSV.swift", "Reports/HTML/HTML.swift", "Reports/JSON/JSONWriter.swift",
            "Reports/JUnit/XML.swift", "Reports/Markdown/Markdown.swift", "Reports/Markup/Markup.swift",
            "Reports/Nagios/Nagios.swift", "Reports/Prometheus/Prometheus.swift", "Reports/Text/Printable.swift",
            "SSH/Session/HostText.swift", "ShellQuoting/ShellWord.swift", "Sweep/Agent/Agent.swift",
        ]
        #expect(known.subtracting(found) == [])
    }

    @Test(arguments: [
        #"text.split(separator: "'").joined(separator: "'\\''")"#, #"func quoted(_ text: String)"#,
        #"text.replacing("<", with: "&lt;")"#, #"field.replacing("\"", with: "\"\"")"#,
        #"text.replacing("<", with: "\\u003c")"#, "enum Rich: MarkupSyntax {", "func jsonEscaped(_ text: String)",
    ]) func `an escaper in another file is found by what it writes`(code: String) throws {
        #expect(try Self.escapes(("Checks/New.swift", code)))
    }

    @Test func `they look at scalars or bytes`() throws {
        for file in try Self.sources.filter(Self.escapes) {
            for pattern in Self.forbidden {
                for match in file.code.matches(of: try Regex(pattern)) {
                    Issue.record("\(file.name) works on Characters: \(file.code[match.range])")
                }
            }
        }
    }
}
