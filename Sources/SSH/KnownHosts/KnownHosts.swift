/// The host keys of known_hosts files, indexed by name.
///
/// libssh2's parser lacks `@revoked` and wildcards, and tries each line for each host.
package struct KnownHosts: Sendable {
    /// A line that does not parse.
    package struct Problem: Error, Sendable, Equatable {
        package let file: String
        package let line: Int
        package let message: String
    }

    /// ssh skips these lines; they are reported, as one may be the host's only line.
    package private(set) var problems: [Problem] = []
    /// Lines that parse, by file.
    package private(set) var lineCounts: [String: Int] = [:]
    private var lines: [KnownHostsLine] = []
    private var named: [String: [Int]] = [:]
    private var unnamed: [Int] = []

    package init() {}

    /// Adds the lines of a file.
    package mutating func add(file: String, contents: [UInt8]) {
        let all = contents.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, bytes) in all.enumerated() {
            do throws(KnownHostsMistake) {
                guard let line = try KnownHostsLine(bytes, file: file, number: index + 1) else { continue }
                add(line)
                lineCounts[file, default: 0] += 1
            } catch {
                let advice = "correct or remove the line (`ssh-keyscan HOST` prints a correct one)"
                problems.append(
                    Problem(file: file, line: index + 1, message: "the line cannot be parsed: \(error.text); \(advice)")
                )
            }
        }
    }

    mutating func add(_ line: KnownHostsLine) {
        if let names = line.patterns.plainNames {
            for name in Set(names) { named[name, default: []].append(lines.count) }
        } else {
            unnamed.append(lines.count)
        }
        lines.append(line)
    }

    /// In file order.
    func lines(for host: String, port: Int) -> [KnownHostsLine] {
        let name = Self.name(of: host, port: port)
        let others = unnamed.filter { lines[$0].patterns.matches(name) }
        return ((named[name] ?? []) + others).sorted().map { lines[$0] }
    }

    /// `[host]:port`, unless the port is 22.
    static func name(of host: String, port: Int) -> String {
        port == 22 ? host.lowercased() : "[\(host.lowercased())]:\(port)"
    }
}
