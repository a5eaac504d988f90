internal import ArgumentParser
internal import Credentials
internal import Diagnostics
internal import Fleet
internal import FoundationEssentials
internal import Glibc
internal import Inventory

struct InventoryOptions: ParsableArguments {
    @Option(
        name: [.short, .customLong("inventory")],
        help: """
            An Ansible inventory (file, folder or program), a host with a comma ('HOST,'), or - for standard input. \
            Repeatable; \
            default: $DOVESWEEP_INVENTORY, then inventory/.
            """)
    var inventories: [String] = []

    @Option(
        name: [.customLong("vault-password-file"), .customLong("vault-pass-file")],
        help: """
            A file with the password of ansible-vault, or a program that prints it. Repeatable; \
            default: $\(VaultPasswords.variable).
            """)
    var vaultPasswordFiles: [String] = []

    var readsStandardInput: Bool { sources.contains("-") }

    private var sources: [String] {
        guard inventories.isEmpty else { return inventories }
        let variable = ProcessInfo.processInfo.environment["DOVESWEEP_INVENTORY"] ?? ""
        return [variable.isEmpty ? Self.usual : variable]
    }

    private static let usual = "inventory/"

    /// As in a checkout of dovesweep.
    private static var holdsExamplesAlone: Bool {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: usual)) ?? []
        return !files.isEmpty && files.allSatisfy { $0.hasPrefix("example") }
    }

    /// The vault caches what it has decrypted.
    func load() throws -> (inventory: HostInventory, vault: Vault) {
        let warnings = InventoryWarnings()
        defer { warn(warnings) }
        if sources == [Self.usual], inventories.isEmpty, unsafe access(Self.usual, F_OK) != 0 {
            throw CommandFailure(
                ExitStatus.usage,
                "no inventory is given, and there is no folder inventory/ here. Give one, such as -i hosts.ini, or give"
                    + " hosts with commas: -i mx1.example.net,")
        }
        if sources == [Self.usual], inventories.isEmpty, Self.holdsExamplesAlone {
            throw CommandFailure(
                ExitStatus.usage,
                "no inventory is given, and inventory/ has only examples. Give yours, such as -i hosts.ini, or give"
                    + " hosts with commas: -i mx1.example.net,")
        }
        do throws(InputError) {
            let vault = try VaultPasswords.vault(files: vaultPasswordFiles)
            let aids = InventoryEnvironment(
                run: InventoryPrograms.run, standardInput: StandardInput.all, vault: vault, warnings: warnings)
            return (try HostInventory.load(sources: sources, aids: aids), vault)
        } catch {
            throw CommandFailure(error)
        }
    }
}

func warn(_ warnings: InventoryWarnings) {
    for line in warnings.lines { printError("warning: \(line)") }
}
