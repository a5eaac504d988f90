internal import Diagnostics

/// Operations beyond the file system that reading an inventory needs.
package struct InventoryEnvironment {
    /// Stops the program when its time is up.
    package var run: (_ program: String, _ arguments: [String]) -> ProgramResult
    package var standardInput: () -> [UInt8]
    package var vault: Vault
    package let warnings: InventoryWarnings

    package init(
        run: @escaping (_ program: String, _ arguments: [String]) -> ProgramResult,
        standardInput: @escaping () -> [UInt8], vault: Vault, warnings: InventoryWarnings = InventoryWarnings()
    ) {
        self.run = run
        self.standardInput = standardInput
        self.vault = vault
        self.warnings = warnings
    }

    package static var none: InventoryEnvironment {
        InventoryEnvironment(
            run: { _, _ in ProgramResult(failure: "may not be run here") }, standardInput: { [] }, vault: .locked)
    }
}

/// How a program ended, with its output.
package struct ProgramResult: Sendable {
    /// A predicate such as `ended with status 3`; nil on success.
    package var failure: String?
    package var output: [UInt8]
    package var errors: [UInt8]

    package init(failure: String? = nil, output: [UInt8] = [], errors: [UInt8] = []) {
        self.failure = failure
        self.output = output
        self.errors = errors
    }

    /// The end of its standard error, for messages.
    var lastWords: String {
        let lines = String(decoding: errors.suffix(4096), as: UTF8.self).split(whereSeparator: \.isNewline)
        return lines.suffix(3).map { Excerpt.of(INIHeading.trim($0), limit: 200) }.filter { !$0.isEmpty }
            .joined(separator: " / ")
    }
}
