/// What reading an inventory takes of this machine beyond files.
package struct InventoryAids {
    /// Runs a program to its end, or to the end of its time.
    package var run: (_ program: String, _ arguments: [String]) -> ProgramEnd
    /// All of the standard input.
    package var standardInput: () -> [UInt8]
    package var vault: Vault
    /// What is odd and goes on all the same is added here.
    package let warnings: InventoryWarnings

    package init(
        run: @escaping (_ program: String, _ arguments: [String]) -> ProgramEnd,
        standardInput: @escaping () -> [UInt8], vault: Vault, warnings: InventoryWarnings = InventoryWarnings()
    ) {
        self.run = run
        self.standardInput = standardInput
        self.vault = vault
        self.warnings = warnings
    }

    /// None of it.
    package static var none: InventoryAids {
        InventoryAids(
            run: { _, _ in ProgramEnd(failure: "may not be run here") }, standardInput: { [] }, vault: .locked)
    }
}

/// How a program ended, and what it said.
package struct ProgramEnd: Sendable {
    /// What it failed of, as the rest of a sentence (`ended with status 3`); nil where it did not.
    package var failure: String?
    package var output: [UInt8]
    package var errors: [UInt8]

    package init(failure: String? = nil, output: [UInt8] = [], errors: [UInt8] = []) {
        self.failure = failure
        self.output = output
        self.errors = errors
    }

    /// The last lines of what it said of its errors, fit for a message.
    var lastWords: String {
        let lines = String(decoding: errors.suffix(4096), as: UTF8.self).split(whereSeparator: \.isNewline)
        return lines.suffix(3).map { Excerpt.of(INIHeading.trim($0), limit: 200) }.filter { !$0.isEmpty }
            .joined(separator: " / ")
    }
}
