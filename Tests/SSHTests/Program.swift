import Foundation

/// The program itself, swept with from a test that needs a process of its own.
struct Program: Sendable {
    static let path = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent().appending(path: "dovesweep").path

    let server: TestServer

    /// An agent that has nothing to say, to be run in place of the command that a host is asked for.
    static func installAgent(in server: TestServer) throws {
        let script = """
            sleep 0.2
            while IFS= read -r line; do case $line in "dovesweep_agent '"*) break;; esac; done
            nonce=${line#*\\'}
            nonce=${nonce%%\\'*}
            printf '\\n@%s hello 1 0 0\\n\\n@%s bye 0\\n' "$nonce" "$nonce"
            """
        try script.write(toFile: server.path("agent"), atomically: true, encoding: .utf8)
    }

    /// The same on a thread of its own, so that the test goes on.
    func sweepMeanwhile(_ hosts: [String], _ options: String) async throws -> [Row] {
        try await meanwhile { try sweep(hosts, options) }
    }

    /// Sweeps at a terminal where a person answers the questions in order; what it showed comes along.
    func sweep(
        _ hosts: [String], answering: [(question: String, answer: Answer)], _ options: String...
    ) throws -> (rows: [Row], shown: String) {
        var words = [URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../at-terminal").path]
        for (number, pair) in answering.enumerated() {
            words += [pair.question, try pair.answer.file(orMaking: server.path("answer\(number)"))]
        }
        let shown = try perform(hosts, "", options, at: words + ["--"])
        return (try rows(), shown)
    }

    /// Sweeps the hosts of an inventory in INI form, whatever their keys, and returns the report's rows.
    func sweep(_ hosts: [String], limits: String = "", _ options: String...) throws -> [Row] {
        try perform(hosts, limits, options, at: [])
        return try rows()
    }

    @discardableResult
    private func perform(
        _ hosts: [String], _ limits: String, _ options: [String], at terminal: [String]
    ) throws -> String {
        let key = try server.key("ed25519", name: "key_\(UUID().uuidString)")
        try (hosts.joined(separator: "\n") + "\n").write(
            toFile: server.path("hosts"), atomically: true, encoding: .utf8)
        let script = """
            \(limits)
            \(Self.path) sweep -q -i \(server.path("hosts")) --user root --private-key \(key) --no-become --no-outside \
                --host-key-policy accept-new --known-hosts \(server.path("known")) -o json:\(report) \
                \(options.joined(separator: " "))
            [ $? -le 2 ]
            """
        let command = terminal + ["/bin/sh", "-c", script]
        return try run(command[0], Array(command.dropFirst()))
    }

    private var report: String { server.path("report.json") }

    private func rows() throws -> [Row] {
        try JSONDecoder().decode(Report.self, from: Data(contentsOf: URL(filePath: report))).hosts
    }

    enum Answer: ExpressibleByStringLiteral, Sendable {
        case text(String)
        case file(String)

        init(stringLiteral text: String) { self = .text(text) }

        fileprivate func file(orMaking path: String) throws -> String {
            switch self {
            case .text(let text):
                try (text + "\n").write(toFile: path, atomically: true, encoding: .utf8)
                return path
            case .file(let path): return path
            }
        }
    }

    struct Row: Decodable, Sendable {
        let name: String
        let outcome: String
        let reason: String?
    }

    private struct Report: Decodable {
        let hosts: [Row]
    }
}
