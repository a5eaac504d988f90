internal import Glibc
internal import Inventory
internal import Net
internal import Synchronization

enum InventoryPrograms {
    /// In seconds; a cloud's inventory may fetch many pages.
    private static let patience = 120
    /// In MiB.
    private static let outputLimit = 512

    private static let warned = Atomic(false)

    static func run(_ program: String, _ arguments: [String]) -> ProgramResult {
        warn(of: program)
        let run: ProgramRun
        do throws(NetError) {
            run = try ProgramRun(
                of: program, arguments, patience: .seconds(patience), outputLimit: outputLimit << 20)
        } catch {
            if case .failed(let words) = error { return ProgramResult(failure: "cannot be run (\(words))") }
            return ProgramResult(failure: "cannot be run")
        }
        let end = ProgramResult(failure: failure(run.end), output: run.output, errors: run.errors)
        if end.failure == nil { pass(on: end.errors, of: program) }
        return end
    }

    /// Ansible reads no configuration from a world-writable folder.
    private static func warn(of program: String) {
        var folder = stat()
        guard !program.utf8.starts(with: "/".utf8), unsafe stat(".", &folder) == 0, folder.st_mode & S_IWOTH != 0,
            !warned.exchange(true, ordering: .relaxed)
        else { return }
        printError(
            "warning: \(program) is run from a folder that every account may write to: sweep from a folder of your "
                + "own, or "
                + "give the full path of the inventory")
    }

    private static func failure(_ end: ProgramRun.End) -> String? {
        switch end {
        case .status(0): nil
        case .status(let status): "ended with status \(status)"
        case .signal(let signal): "was killed by signal \(signal)"
        case .outOfTime: "did not end within \(patience) seconds"
        case .tooMuchOutput: "printed more than \(outputLimit) MiB"
        }
    }

    private static func pass(on errors: [UInt8], of program: String) {
        let lines = String(decoding: errors.prefix(4096), as: UTF8.self).split(whereSeparator: \.isNewline)
        for line in lines.prefix(5) { printError("\(program) says: \(line)") }
    }
}
