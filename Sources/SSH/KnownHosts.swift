/// The host keys that known_hosts files vouch for.
///
/// Our own reading of them: libssh2's knows neither `@revoked` nor wildcards and tries each line for each host. Lines
/// that name their hosts plainly are found at once; only hashed lines and globs are tried one by one.
package struct KnownHosts: Sendable {
    /// A line that could not be read: where, and what to do.
    package struct Problem: Error, Sendable, Equatable {
        package let file: String
        package let line: Int
        package let message: String
    }

    /// The lines that do not parse. ssh skips such lines; here they are shown, as one may be the host's only one.
    package private(set) var problems: [Problem] = []
    /// How many lines each file has that vouch for, or speak against, a key.
    package private(set) var lineCounts: [String: Int] = [:]
    private var lines: [KnownHostsLine] = []
    private var named: [String: [Int]] = [:]
    private var unnamed: [Int] = []

    /// No host is known.
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
                let advice = "correct or remove the line (`ssh-keyscan HOST` prints a right one)"
                problems.append(
                    Problem(file: file, line: index + 1, message: "the line does not parse: \(error.text); \(advice)"))
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

    /// The lines for a host, in their order.
    func lines(for host: String, port: Int) -> [KnownHostsLine] {
        let name = Self.name(of: host, port: port)
        let others = unnamed.filter { lines[$0].patterns.matches(name) }
        return ((named[name] ?? []) + others).sorted().map { lines[$0] }
    }

    /// The name under which a host is looked up: `[host]:port` unless the port is SSH's own.
    static func name(of host: String, port: Int) -> String {
        port == 22 ? host.lowercased() : "[\(host.lowercased())]:\(port)"
    }
}
