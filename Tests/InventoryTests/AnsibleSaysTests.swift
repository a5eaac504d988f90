import Diagnostics
import Fleet
import Foundation
import TLS
import Testing

@testable import Inventory

/// Each folder of `Inventories/` is an inventory of ours: Ansible and dovesweep must make the same of it.
///
/// `sources` and `patterns` hold, a line each, what to load in the place of the file named `hosts`, and what to select;
/// `vault-password` is the vault's password.
struct AnsibleSaysTests {
    @Test func `there are inventories to compare, and Ansible has read each of them`() throws {
        let answers = try Ansible.answers.get()
        #expect(Ansible.inventories.count >= 100)
        #expect(Ansible.inventories.allSatisfy { answers[$0]?.hosts.isEmpty == false })
    }

    @Test(arguments: Ansible.inventories) func `hosts, groups and typed variables are Ansible's`(name: String) throws {
        let vault = vault(of: name)
        let inventory = try load(name, vault)
        let said = try #require(try Ansible.answers.get()[name])
        #expect(inventory.hosts.map(\.name) == said.hosts.map(\.name))
        for (host, other) in zip(inventory.hosts, said.hosts) {
            #expect(host.groups == other.groups, "\(host.name)")
            let own = try host.variables.mapValues { try $0.value.opened(by: vault) }
            for variable in Set(own.keys).union(other.variables.keys).sorted() {
                let value = try other.variables[variable]?.opened(by: vault)
                #expect(own[variable] == value, "\(host.name) \(variable)")
            }
        }
    }

    @Test(arguments: Ansible.inventories) func `hosts are reached as Ansible reaches them`(name: String) throws {
        let vault = vault(of: name)
        let said = try #require(try Ansible.answers.get()[name])
        let defaults = HostDefaults(localUser: "op", home: "/home/op")
        let inventory = try load(name, vault)
        for (found, other) in zip(inventory.hosts, said.hosts) {
            // A name that ssh would not take is an error of ours before it is one of ssh; and what is no plain reference
            // is told, and not resolved.
            guard !found.name.hasPrefix("-"), !found.name.contains(" "),
                case let host = try found.host(defaults: defaults, routes: .none, vault: vault, in: inventory),
                host.unsupported.isEmpty
            else { continue }
            let login = try found.secrets(for: host, vault: vault, in: inventory).login
            let own = [
                "ansible_host": host.address, "ansible_port": "\(host.port)", "ansible_user": host.user,
                "ansible_password": login.map { String(decoding: $0.bytes, as: UTF8.self) },
            ]
            for (variable, value) in other.reached { #expect(own[variable] == value, "\(host.name) \(variable)") }
        }
    }

    @Test(arguments: Ansible.inventories) func `selections are Ansible's, in inventory order`(name: String) throws {
        let inventory = try load(name, vault(of: name))
        let said = try #require(try Ansible.answers.get()[name])
        for (line, hosts) in said.selections {
            let words = line.split(separator: " --limit ").map { placed($0, in: name) }
            let select = {
                try inventory.select(
                    patterns: [words[0]], limit: Array(words.dropFirst()), warnings: InventoryWarnings()
                ).map(\.name)
            }
            if hosts.isEmpty {
                #expect(throws: InputError.self, "\(line)") { try select() }
            } else {
                #expect(try select() == hosts, "\(line)")
            }
        }
    }

    /// A pattern whose file is in the inventory's folder.
    private func placed(_ pattern: Substring, in folder: String) -> String {
        pattern.replacingOccurrences(of: "@", with: "@\(Ansible.folder.appending(path: folder).path)/")
    }

    private func load(_ name: String, _ vault: Vault) throws -> HostInventory {
        let folder = Ansible.folder.appending(path: name)
        let listed = try? String(contentsOf: folder.appending(path: "sources"), encoding: .utf8)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        let sources =
            listed?.split(separator: "\n").map(String.init)
            ?? names.filter { $0 == "hosts" || $0.hasPrefix("hosts.") }
        let aids = InventoryEnvironment(run: run, standardInput: { [] }, vault: vault)
        return try HostInventory.load(
            sources: sources.map { $0.contains(",") ? $0 : folder.appending(path: $0).path }, aids: aids)
    }

    private func vault(of name: String) -> Vault {
        let file = Ansible.folder.appending(path: name).appending(path: "vault-password")
        guard let password = try? String(contentsOf: file, encoding: .utf8) else { return .locked }
        return .opened(by: [password.trimmingCharacters(in: .newlines)])
    }

    private func run(_ program: String, _ arguments: [String]) -> ProgramResult {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.standardOutput = output
        do { try process.run() } catch { return ProgramResult(failure: "could not be started") }
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let status = process.terminationStatus
        return ProgramResult(failure: status == 0 ? nil : "ended with status \(status)", output: Array(bytes))
    }
}

extension Vault {
    /// A vault with passwords, and the real cipher.
    static func opened(by passwords: [String]) -> Vault {
        Vault(
            passwords: passwords.map { Secret(Array($0.utf8)) },
            cipher: { sealed, password in
                openAnsibleVault(
                    password: password.bytes, salt: sealed.salt, code: sealed.code, ciphertext: sealed.ciphertext)
            })
    }
}

extension Value {
    /// The value as JSON has it, which does not tell 1 from 1.0, with what is sealed opened.
    fileprivate func opened(by vault: Vault) throws -> Value {
        switch self {
        case .integer(let number): return .number(Double(number))
        case .bigInteger(let digits): return .number(Double(digits) ?? .nan)
        case .unsafe(let text), .timestamp(let text): return .string(text)
        case .list(let values): return .list(try values.map { try $0.opened(by: vault) })
        case .mapping(let values): return .mapping(try values.mapValues { try $0.opened(by: vault) })
        case .vault(let text):
            let bytes = try #require(try vault.open(text, at: Source(file: "a test")))
            return .string(String(decoding: bytes, as: UTF8.self))
        case .vaulted(let vaulted): return try vaulted.value.opened(by: vault)
        default: return self
        }
    }
}
