internal import Fleet
internal import FoundationEssentials

package enum RunIdentity {
    /// In Unix seconds.
    package static func now() -> Int64 { Int64(whole(Date.now.timeIntervalSince1970, in: 0...Int.max)) }

    /// UTC and four random hexadecimal digits: `20261123T160102Z-4f1c`.
    package static func make() -> String {
        let time = Date.now.ISO8601Format().filter { $0 != "-" && $0 != ":" }
        return "\(time)-\(String(UInt16.random(in: 0x1000...0xffff), radix: 16))"
    }
}
