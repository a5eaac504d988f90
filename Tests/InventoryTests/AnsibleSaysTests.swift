import Foundation
import Testing

@testable import Inventory

/// Each folder of `Inventories/` is an inventory of ours and `ansible-says.json`, what Ansible made of it.
///
/// `sources` and `patterns` hold, a line each, what to load in the place of the file named `hosts`, and what to select.
struct AnsibleSaysTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Inventories")
    static let cases =
        (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?
        .filter { !$0.contains(".") }.sorted() ?? []

    struct Said: Decodable {
        struct Host: Decodable {
            let name: String
            let groups: [String]
            let variables: [String: Value]
        }
        let hosts: [Host]
        let selections: [String: [String]]
    }

    @Test func `there are inventories to compare`() {
        #expect(Self.cases.count >= 10)
    }

    @Test(arguments: cases) func `hosts, groups and typed variables are Ansible's`(name: String) throws {
        let (inventory, said) = try load(name)
        #expect(inventory.hosts.map(\.name) == said.hosts.map(\.name))
        for (host, other) in zip(inventory.hosts, said.hosts) {
            #expect(host.groups == other.groups, "\(host.name)")
            let own = host.variables.mapValues { $0.value.normalized }
            for variable in Set(own.keys).union(other.variables.keys).sorted() {
                #expect(own[variable] == other.variables[variable]?.normalized, "\(host.name) \(variable)")
            }
        }
    }

    @Test(arguments: cases) func `selections are Ansible's, in inventory order`(name: String) throws {
        let (inventory, said) = try load(name)
        for (pattern, hosts) in said.selections {
            #expect(try inventory.select(patterns: [pattern]).map(\.name) == hosts, "\(pattern)")
        }
    }

    private func load(_ name: String) throws -> (HostInventory, Said) {
        let folder = Self.folder.appending(path: name)
        let listed = try? String(contentsOf: folder.appending(path: "sources"), encoding: .utf8)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        let sources =
            listed?.split(separator: "\n").map(String.init)
            ?? names.filter { $0 == "hosts" || $0.hasPrefix("hosts.") }
        let said = try Data(contentsOf: folder.appending(path: "ansible-says.json"))
        return (
            try HostInventory.load(sources: sources.map { $0.contains(",") ? $0 : folder.appending(path: $0).path }),
            try JSONDecoder().decode(Said.self, from: said)
        )
    }
}

extension Value: Decodable {
    /// For the tests alone: the form that JSON gives.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let flag = try? container.decode(Bool.self) {
            self = .bool(flag)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .string(text)
        } else if let values = try? container.decode([Value].self) {
            self = .list(values)
        } else {
            self = .mapping(try container.decode([String: Value].self))
        }
    }

    /// JSON does not tell 1 from 1.0: both sides take the form of the latter.
    var normalized: Value {
        switch self {
        case .integer(let number): .number(Double(number))
        case .list(let values): .list(values.map(\.normalized))
        case .mapping(let values): .mapping(values.mapValues(\.normalized))
        default: self
        }
    }
}
