internal import Glibc
internal import Inventory
internal import Net
internal import Synchronization

/// Runs inventories that are programs.
enum InventoryPrograms {
    /// Seconds that one may take: an inventory of a cloud asks its pages one after another.
    private static let patience = 120
    /// More megabytes than the largest fleet prints.
    private static let outputLimit = 512

    private static let warned = Atomic(false)

    static func run(_ program: String, _ arguments: [String]) -> ProgramEnd {
        warn(of: program)
        let run: ProgramRun
        do throws(NetError) {
            run = try ProgramRun(
                of: program, arguments, patience: .seconds(patience), outputLimit: outputLimit << 20)
        } catch {
            if case .failed(let words) = error { return ProgramEnd(failure: "cannot be run (\(words))") }
            return ProgramEnd(failure: "cannot be run")
        }
        let end = ProgramEnd(failure: failure(run.end), output: run.output, errors: run.errors)
        if end.failure == nil { pass(on: end.errors, of: program) }
        return end
    }

    /// Anybody may have put it there: Ansible takes no configuration from such a folder.
    private static func warn(of program: String) {
        var folder = stat()
        guard !program.utf8.starts(with: "/".utf8), unsafe stat(".", &folder) == 0, folder.st_mode & S_IWOTH != 0,
            !warned.exchange(true, ordering: .relaxed)
        else { return }
        complain(
            "warning: \(program) is run from a folder that everybody may write to: sweep from a folder of your own, or "
                + "name the inventory by its whole path")
    }

    private static func failure(_ end: ProgramRun.End) -> String? {
        switch end {
        case .status(0): nil
        case .status(let status): "ended with status \(status)"
        case .signal(let signal): "was ended by signal \(signal)"
        case .outOfTime: "did not end within \(patience) seconds"
        case .tooMuchOutput: "printed more than \(outputLimit) MB"
        }
    }

    /// What a program that did well had to say all the same.
    private static func pass(on errors: [UInt8], of program: String) {
        let lines = String(decoding: errors.prefix(4096), as: UTF8.self).split(whereSeparator: \.isNewline)
        for line in lines.prefix(5) { complain("\(program) says: \(line)") }
    }
}
