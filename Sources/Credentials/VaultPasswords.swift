package import Diagnostics
internal import Fleet
import class Foundation.FileHandle
import class Foundation.Pipe
import class Foundation.Process
internal import FoundationEssentials
package import Inventory
internal import SSHConfig
internal import TLS

/// The passwords of ansible-vault, from files and programs as in Ansible.
package enum VaultPasswords {
    /// Names a file if no option does.
    package static let variable = "ANSIBLE_VAULT_PASSWORD_FILE"

    /// Reads all passwords at once, as Ansible does: a wrong path fails even if nothing is encrypted.
    package static func vault(files: [String]) throws(InputError) -> Vault {
        let usual = ProcessInfo.processInfo.environment[variable].flatMap { $0.isEmpty ? nil : [$0] } ?? []
        var passwords: [Secret] = []
        for file in files.isEmpty ? usual : files { passwords.append(try password(in: file)) }
        return Vault(
            passwords: passwords,
            cipher: { sealed, password in
                openAnsibleVault(
                    password: password.bytes, salt: sealed.salt, code: sealed.code, ciphertext: sealed.ciphertext)
            })
    }

    private static func password(in file: String) throws(InputError) -> Secret {
        let path = file.hasPrefix("~/") ? Coordinator.here.home + file.dropFirst() : file
        var isFolder = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder else {
            throw wrong(file, "the file with the vault password does not exist", "Correct its path.")
        }
        let bytes =
            FileManager.default.isExecutableFile(atPath: path) ? try printed(by: path, file) : try read(path, file)
        let isBlank = { (byte: UInt8) in byte == UInt8(ascii: " ") || (9...13).contains(byte) }
        let password = bytes.drop(while: isBlank).reversed().drop(while: isBlank).reversed()
        guard !password.isEmpty else {
            throw wrong(file, "there is no vault password in it", "Write it there, in one line.")
        }
        return Secret(Array(password))
    }

    /// It may be a pipe.
    private static func read(_ path: String, _ file: String) throws(InputError) -> [UInt8] {
        do {
            return Array(try FileHandle(forReadingFrom: URL(filePath: path)).readToEnd() ?? Data())
        } catch {
            throw wrong(file, "the file with the vault password cannot be read", "Check that you may read it.")
        }
    }

    /// The program may ask at the terminal. One named `…-client` gets `--vault-id`, as in Ansible.
    private static func printed(by path: String, _ file: String) throws(InputError) -> [UInt8] {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: path)
        let stem = URL(filePath: path).deletingPathExtension().lastPathComponent
        process.arguments = stem.hasSuffix("-client") ? ["--vault-id", "default"] : []
        process.standardOutput = output
        do { try process.run() } catch {
            throw wrong(file, "the program that prints the vault password cannot be run", "Run it by hand.")
        }
        let bytes = Array(output.fileHandleForReading.readDataToEndOfFile())
        process.waitUntilExit()
        guard process.terminationReason == .exit, process.terminationStatus == 0 else {
            throw wrong(
                file, "the program that prints the vault password ended with status \(process.terminationStatus)",
                "Run it by hand.")
        }
        return bytes
    }

    private static func wrong(_ file: String, _ what: String, _ remedy: String) -> InputError {
        InputError(.init(what, at: Source(file: file), remedy: remedy))
    }
}
