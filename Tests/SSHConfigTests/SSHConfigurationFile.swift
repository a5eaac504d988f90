import Diagnostics
import Foundation
import SSHConfig
import Testing
import TextFiles

/// A configuration of the corpus, and what it is asked: its comments `# ask:` and `# refuse:` hold the words for `ssh`.
struct SSHConfigurationFile: CustomTestStringConvertible, Sendable {
    let name: String
    /// Its lines without comments, but for those that name other files.
    let lines: [String]
    let questions: [Question]

    struct Question: Sendable {
        let words: [String]
        let isRefused: Bool
    }

    var testDescription: String { name }

    private static let folder = Bundle.module.resourceURL?.appending(path: "SSHConfigurations")

    static let all = files(in: "")
    static let broken = files(in: "broken/")

    private static func files(in part: String) -> [SSHConfigurationFile] {
        guard let folder = folder?.appending(path: part),
            let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
        else { return [] }
        return names.filter { $0.hasSuffix(".conf") }.sorted().compactMap { name in
            guard let text = try? String(contentsOf: folder.appending(path: name), encoding: .utf8) else { return nil }
            let lines = text.split(whereSeparator: \.isNewline)
            return SSHConfigurationFile(
                name: part + name,
                lines: lines.map(String.init).filter { !$0.hasPrefix("#") && !$0.contains("@DIRECTORY@") },
                questions: lines.compactMap { Question(String($0)) })
        }
    }

    /// Gives the path of the file within a copy of the corpus, whose files name each other by whole paths.
    func withCopy<Result>(_ body: (_ path: String) throws -> Result) throws -> Result {
        let source = try #require(Self.folder)
        let copy = FileManager.default.temporaryDirectory.appending(path: "dovesweep-ssh-\(UUID().uuidString)")
        try FileManager.default.copyItem(at: source, to: copy)
        defer { try? FileManager.default.removeItem(at: copy) }
        let files = try #require(
            FileManager.default.enumerator(at: copy, includingPropertiesForKeys: [.isRegularFileKey]))
        for case let file as URL in files where !file.hasDirectoryPath {
            guard let text = try? String(contentsOf: file, encoding: .utf8), text.contains("@DIRECTORY@") else {
                continue
            }
            try text.replacing("@DIRECTORY@", with: copy.path).write(to: file, atomically: true, encoding: .utf8)
        }
        return try body(copy.appending(path: name).path)
    }
}

extension SSHConfigurationFile.Question {
    init?(_ line: String) {
        let isRefused = line.hasPrefix("# refuse: ")
        guard isRefused || line.hasPrefix("# ask: ") else { return nil }
        words = Self.split(line.drop { $0 != ":" }.dropFirst())
        self.isRefused = isRefused
    }

    /// Words between blanks; double quotes hold blanks.
    private static func split(_ text: Substring) -> [String] {
        var (words, word, isQuoted) = ([String](), "", false)
        for character in text + " " {
            if character == "\"" {
                isQuoted.toggle()
            } else if character == " ", !isQuoted {
                if !word.isEmpty { words.append(word) }
                word = ""
            } else {
                word.append(character)
            }
        }
        return words
    }
}

extension SSHConfiguration.Coordinator {
    /// This machine and account, as `ssh` sees them.
    static let own: Self = {
        let account = getpwuid(getuid()).pointee
        var name = [CChar](repeating: 0, count: 256)
        gethostname(&name, name.count - 1)
        return Self(
            user: String(cString: account.pw_name), userID: getuid(), home: String(cString: account.pw_dir),
            hostName: String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self),
            environment: OpenSSH.environment)
    }()
}

extension SSHConfiguration {
    /// What we make of the words that `ssh -F` was given. What matters in them and cannot be honoured is refused before.
    static func resolve(_ words: [String], file: String) throws -> Resolution {
        var arguments = SSHArguments()
        arguments.read(words: Array(words.dropLast()), from: Source(file: "words"))
        let host = try #require(words.last)
        let own = Coordinator.own
        return try load(file: file, for: own, files: DiskFiles())
            .resolve(Request(host: host, options: arguments.options, coordinator: own), running: OpenSSH.shell)
    }
}
