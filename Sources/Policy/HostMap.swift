internal import Diagnostics
internal import Inventory
package import YAMLFiles

/// Old and new names of moved hosts, from `OLD=NEW` words and files. The relation is many-to-many.
package struct HostMap: Sendable, Equatable {
    /// `source` is a word of the command line, or file and line.
    package struct Move: Sendable, Equatable {
        package let old: String
        package let new: String
        package let source: String
    }

    package private(set) var moves: [Move] = []

    package init() {}

    /// Adds a pair; false if it is not `OLD=NEW`.
    package mutating func add(_ pair: String, from source: String? = nil) -> Bool {
        let parts = pair.split(separator: "=", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return false }
        moves.append(Move(old: String(parts[0]), new: String(parts[1]), source: source ?? "--map \(pair)"))
        return true
    }

    /// Adds pairs, one per line; blank lines and `#` comments are skipped.
    package mutating func add(file bytes: [UInt8], named file: String) throws(YAMLFileError) {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (number, line) in lines.enumerated() {
            let text = String(decoding: line, as: UTF8.self).filter { $0 != " " && $0 != "\t" && $0 != "\r" }
            if text.isEmpty || text.hasPrefix("#") || add(text, from: "\(file):\(number + 1)") { continue }
            throw YAMLFileError("write OLD=NEW here, one pair on each line", file: file, line: number + 1)
        }
    }

    /// The hosts of one run.
    package struct Hosts {
        let names: [String]
        /// Whether the run covers the whole inventory.
        let isWhole: Bool

        package init(_ names: [String], isWhole: Bool) { (self.names, self.isWhole) = (names, isWhole) }

        /// A name without its domain counts if only one host has it.
        fileprivate func named(_ name: String) -> Found {
            if names.contains(name) { return .host(name) }
            let longer = names.filter { $0.hasPrefix(name + ".") }
            return longer.count > 1 ? .several(longer) : longer.first.map { .host($0) } ?? .none
        }
    }

    fileprivate enum Found {
        case host(String)
        case several([String])
        case none
    }

    /// The earlier names of each later host.
    ///
    /// Throws for an ambiguous or unknown name, but skips unknown names if a run is partial and has no similar one.
    package func formerNames(
        before: Hosts, after: Hosts
    ) throws(HostMapError) -> [String: [String]] {
        var former: [String: [String]] = [:]
        for move in moves {
            let old = try Self.host(move.old, in: before, "earlier", move, others: moves.map(\.old))
            let new = try Self.host(move.new, in: after, "later", move, others: moves.map(\.new))
            guard let old, let new, former[new]?.contains(old) != true else { continue }
            former[new, default: []].append(old)
        }
        return former
    }

    private static func letters(of name: String) -> [UInt8] { name.utf8.filter { !(0x30...0x39).contains($0) } }

    private static func host(
        _ name: String, in hosts: Hosts, _ which: String, _ move: Move, others: [String]
    ) throws(HostMapError) -> String? {
        switch hosts.named(name) {
        case .host(let host): return host
        case .several(let all):
            let some = all.prefix(3).joined(separator: ", ")
            throw HostMapError(
                "\(move.source): “\(name)” matches \(all.count) hosts of the \(which) run (\(some)): give the full name"
            )
        case .none:
            // A partial run may lack a host. But a host of it that no pair names, and that is nearly called so, was meant;
            // not `mx3` by `mx1`.
            let free = hosts.names.filter { !others.contains($0) && Self.letters(of: $0) != Self.letters(of: name) }
            if !hosts.isWhole, Suggestion.names(near: name, among: free).isEmpty { return nil }
            let advice = Suggestion.sentence(for: name, among: hosts.isWhole ? hosts.names : free)
            throw HostMapError(
                "\(move.source): the \(which) run has no host “\(name)”. \(advice)See dovesweep report -o csv RUN.")
        }
    }
}

package struct HostMapError: Error {
    package let message: String

    init(_ message: String) { self.message = message }
}
