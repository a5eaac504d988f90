/// Finds names similar to a mistyped one.
package enum Suggestion {
    /// `Did you mean "mx07.example.net" or "mx17.example.net"? ` or an empty string.
    package static func sentence(for name: String, among candidates: some Sequence<String>) -> String {
        let near = names(near: name, among: candidates).map { "\"\(Excerpt.of($0))\"" }
        return near.isEmpty ? "" : "Did you mean \(near.joined(separator: " or "))? "
    }

    /// At most three, nearest first.
    ///
    /// A candidate contains the name, or differs in at most a third of it (1 to 3 bytes).
    package static func names(near name: String, among candidates: some Sequence<String>) -> [String] {
        let name = name.lowercased()
        let bytes = Array(name.utf8)
        let limit = max(1, min(3, bytes.count / 3))
        var found: [(distance: Int, name: String)] = []
        for candidate in candidates {
            let other = candidate.lowercased()
            if name.utf8.count > 2, other.contains(name) {
                found.append((0, candidate))
            } else if let distance = distance(bytes, Array(other.utf8), limit: limit) {
                found.append((distance, candidate))
            }
        }
        return found.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(3).map(\.name)
    }

    /// Restricted Damerau-Levenshtein distance in bytes; nil above the limit.
    private static func distance(_ left: [UInt8], _ right: [UInt8], limit: Int) -> Int? {
        guard abs(left.count - right.count) <= limit else { return nil }
        var before: [Int] = []
        var row = Array(0...right.count)
        for i in left.indices {
            var next = [i + 1]
            for j in right.indices {
                let replaced = row[j] + (left[i] == right[j] ? 0 : 1)
                let isSwap = i > 0 && j > 0 && left[i] == right[j - 1] && left[i - 1] == right[j]
                let swapped = isSwap ? before[j - 1] + 1 : replaced
                next.append(min(replaced, swapped, row[j + 1] + 1, next[j] + 1))
            }
            (before, row) = (row, next)
        }
        return row[right.count] <= limit ? row[right.count] : nil
    }
}
