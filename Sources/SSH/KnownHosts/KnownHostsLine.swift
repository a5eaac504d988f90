/// One line of known_hosts.
struct KnownHostsLine: Sendable {
    enum Marker: Sendable {
        case none
        /// `@revoked`.
        case revoked
        /// `@cert-authority`; libssh2 verifies no host certificates.
        case authority
    }

    let marker: Marker
    let patterns: HostPatterns
    let type: String
    let blob: [UInt8]
    let file: String
    let number: Int

    var place: String { "\(file):\(number)" }
}

struct KnownHostsMistake: Error {
    let text: String
}

extension KnownHostsLine {
    /// Nil for a comment or an empty line.
    init?(_ line: ArraySlice<UInt8>, file: String, number: Int) throws(KnownHostsMistake) {
        let blanks = [UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r")]
        var fields = line.split(whereSeparator: blanks.contains)
        guard let first = fields.first, first.first != UInt8(ascii: "#") else { return nil }
        guard line.allSatisfy({ $0 != 0 }) else { throw KnownHostsMistake(text: "it has a zero byte") }
        if first.first == UInt8(ascii: "@") {
            marker = try Self.marker(String(decoding: first, as: UTF8.self))
            fields.removeFirst()
        } else {
            marker = .none
        }
        guard fields.count >= 3 else {
            throw KnownHostsMistake(text: "it needs names, a key type and a key, separated by blanks")
        }
        guard let patterns = HostPatterns(String(decoding: fields[0], as: UTF8.self)) else {
            throw KnownHostsMistake(text: "its names are neither `name,name` nor `|1|salt|hash`")
        }
        let type = String(decoding: fields[1], as: UTF8.self)
        if type.utf8.allSatisfy({ (48...57).contains($0) }) {
            throw KnownHostsMistake(text: "it is a key of SSH version 1, which is no longer used")
        }
        guard let blob = decodeBase64(fields[2]) else {
            throw KnownHostsMistake(text: "its key is not in Base64, or was cut")
        }
        guard Self.isWhole(blob, type) else {
            throw KnownHostsMistake(text: "its key does not have the stated type (\(type)), or was cut")
        }
        (self.patterns, self.type, self.blob, self.file, self.number) = (patterns, type, blob, file, number)
    }

    /// A truncated line is often valid Base64.
    private static func isWhole(_ blob: [UInt8], _ type: String) -> Bool {
        var reader = WireReader(blob)
        guard reader.text() == type, !reader.rest.isEmpty else { return false }
        while !reader.rest.isEmpty {
            if reader.string() == nil { return false }
        }
        return true
    }

    private static func marker(_ text: String) throws(KnownHostsMistake) -> Marker {
        switch text {
        case "@revoked": .revoked
        case "@cert-authority": .authority
        default: throw KnownHostsMistake(text: "its marker is neither @revoked nor @cert-authority")
        }
    }
}
