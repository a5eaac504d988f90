import Foundation
import Inventory

/// Ansible itself, asked once for all inventories of `Inventories/`.
enum Ansible {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Inventories")
    static let inventories =
        (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?
        .filter { !$0.contains(".") }.sorted() ?? []

    struct Answer: Decodable {
        struct Host: Decodable {
            let name: String
            let groups: [String]
            /// Variables that say how it is reached, with their templates resolved.
            let reached: [String: String]
            let variables: [String: Value]
        }
        let hosts: [Host]
        let selections: [String: [String]]
    }

    /// What it makes of each; the error of the program where it cannot be asked (Debian's package is `ansible-core`).
    static let answers = Result { try JSONDecoder().decode([String: Answer].self, from: ask()) }

    private static func ask() throws -> Data {
        let program = Process()
        program.executableURL = URL(filePath: "/usr/bin/python3")
        program.arguments = [folder.appending(path: "ansible-says.py").path]
        // Nothing of this machine's own configuration of Ansible may count. Some orders are Python's of sets of text, which
        // a seed settles.
        program.environment = [
            "ANSIBLE_CONFIG": folder.appending(path: "ansible.cfg").path, "ANSIBLE_LOCAL_TEMP": NSTemporaryDirectory(),
            "HOME": "/nonexistent",
            "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0",
        ]
        let output = Pipe()
        program.standardOutput = output
        // Its warnings are many, and meant: the inventories are odd.
        program.standardError = FileHandle.nullDevice
        try program.run()
        let said = try output.fileHandleForReading.readToEnd() ?? Data()
        program.waitUntilExit()
        struct Failed: Error { let status: Int32 }
        guard program.terminationStatus == 0 else { throw Failed(status: program.terminationStatus) }
        return said
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
}
