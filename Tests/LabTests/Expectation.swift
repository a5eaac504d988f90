import Foundation

/// What a host's file in the lab expects of the sweep: its `#=` lines.
struct Expectation {
    let outcome: String
    /// The check that is the cause; `none`.
    let cause: String
    /// The verdict of each item, or those that it may have.
    let items: [String: Set<String>]
    /// Whether a login from outside is to be proven: not where no IMAP is offered.
    let login: Bool
    /// Why no command mends it, but only a person who knows what was meant; nil where what the report prints does.
    let person: String?

    /// Every host of the lab.
    static let names: [String] = {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: Lab.folder + "/hosts")) ?? []
        return files.filter { $0.hasSuffix(".sh") }.map { String($0.dropLast(3)) }.sorted()
    }()

    init(_ name: String) throws {
        let text = try String(contentsOfFile: "\(Lab.folder)/hosts/\(name).sh", encoding: .utf8)
        func words(_ key: String) throws -> [Substring] {
            guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix("#= \(key) ") }) else {
                throw TestFailure("\(name).sh has no line `#= \(key)`")
            }
            return line.split(separator: " ").dropFirst(2).map { $0 }
        }
        person = try? words("person").joined(separator: " ")
        login = !text.contains("\n#= login none\n")
        outcome = try words("outcome").joined(separator: " ")
        cause = try words("cause").joined(separator: " ")
        items = Dictionary(
            uniqueKeysWithValues: try words("items").map { word in
                let sides = word.split(separator: "=")
                return (String(sides[0]), Set(sides[1].split(separator: "|").map(String.init)))
            })
    }

    /// Nothing to see there: swept, and each item passes or does not apply.
    var isHealthy: Bool {
        outcome == "swept" && cause == "none" && items.values.allSatisfy { $0.isSubset(of: ["pass", "skipped"]) }
    }

    /// The hosts that are mended by typing what the report prints.
    static func mendable() throws -> [String] {
        try names.filter { name in
            let expected = try Expectation(name)
            return expected.cause != "none" && expected.person == nil
        }
    }

    static func healthy() throws -> [String] { try names.filter { try Expectation($0).isHealthy } }
}
