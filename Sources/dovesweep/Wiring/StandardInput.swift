import class Foundation.FileHandle
internal import FoundationEssentials

enum StandardInput {
    static func all() -> [UInt8] {
        Array((try? FileHandle.standardInput.readToEnd()) ?? Data())
    }

    /// Non-empty lines as they arrive, cut to `longest` bytes.
    static func eachLine(longest: Int, _ use: (String) -> Void) {
        var line: [UInt8] = []
        func end() {
            if !line.isEmpty { use(String(decoding: line, as: UTF8.self)) }
            line.removeAll(keepingCapacity: true)
        }
        while let bytes = try? FileHandle.standardInput.read(upToCount: 65_536), !bytes.isEmpty {
            for byte in bytes {
                if byte == UInt8(ascii: "\n") { end() } else if line.count < longest { line.append(byte) }
            }
        }
        end()
    }
}
