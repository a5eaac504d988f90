/// What known_hosts says of the key that a host has shown.
enum HostKeyVerdict {
    case known
    /// `lines` are those for the host that say nothing of this key: of types that cannot be asked for, or authorities.
    case unknown(lines: [KnownHostsLine])
    /// The line has another key; of another type, it is one that the host was asked for first and does not have.
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
        let type = HostKey(blob: blob).type
        if let line = plain.first(where: { $0.type == type }) { return .changed(line) }
        if let line = plain.first(where: { LibSSH2.verifies($0.type) }) { return .changed(line) }
        // As ssh does: a host on another port may be known, or its key revoked, by its name alone.
        if plain.isEmpty, port != 22 {
            switch judge(blob, of: host, port: 22) {
            case .known: return .known
            case .revoked(let line): return .revoked(line)
            case .changed, .unknown: break
            }
        }
        return .unknown(lines: lines.filter { $0.marker != .revoked })
    }

    /// The types of the keys by which a host is known: what to ask it for first, the best ones before, as ssh does. In
    /// the order of the file a right key could hide that another one has changed.
    func keyTypes(of host: String, port: Int) -> [String] {
        var lines = lines(for: host, port: port)
        if lines.isEmpty, port != 22 { lines = self.lines(for: host, port: 22) }
        let types = Set(lines.filter { $0.marker == .none }.map(\.type))
        return LibSSH2.hostKeyTypes.filter(types.contains)
    }
}
