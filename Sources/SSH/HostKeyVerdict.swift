/// What known_hosts says of the key that a host has shown.
enum HostKeyVerdict {
    case known
    /// No line has a key of this type for the host; `lines` are those with another type, or with an authority.
    case unknown(lines: [KnownHostsLine])
    case changed(KnownHostsLine)
    case revoked(KnownHostsLine)
}

extension KnownHosts {
    /// Judges the key that a host has shown.
    func judge(_ blob: [UInt8], of host: String, port: Int) -> HostKeyVerdict {
        let lines = lines(for: host, port: port)
        if let line = lines.first(where: { $0.marker == .revoked && $0.blob == blob }) { return .revoked(line) }
        let plain = lines.filter { $0.marker == .none }
        if plain.contains(where: { $0.blob == blob }) { return .known }
        var reader = WireReader(blob)
        let type = reader.text()
        if let line = plain.first(where: { $0.type == type }) { return .changed(line) }
        // As ssh does: a host on another port may be known by its name alone, if the key is the same.
        if plain.isEmpty, port != 22, case .known = judge(blob, of: host, port: 22) { return .known }
        return .unknown(lines: lines.filter { $0.marker != .revoked })
    }

    /// The types of the keys by which a host is known, in the order of the file: what to ask it for first.
    func keyTypes(of host: String, port: Int) -> [String] {
        var lines = lines(for: host, port: port)
        if lines.isEmpty, port != 22 { lines = self.lines(for: host, port: 22) }
        var types: [String] = []
        for line in lines where line.marker == .none && !types.contains(line.type) { types.append(line.type) }
        return types
    }
}
