import class Foundation.FileHandle
internal import FoundationEssentials

/// Standard input, for what an operator may give there.
enum StandardInput {
    /// All of it, once.
    static func all() -> [UInt8] {
        Array((try? FileHandle.standardInput.readToEnd()) ?? Data())
    }
}
