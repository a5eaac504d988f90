/// What known_hosts says about a host's key.
enum HostKeyVerdict {
    case known
    /// `lines` are authorities, or keys of types that cannot be requested.
    case unknown(lines: [KnownHostsLine])
    /// The line has another key, possibly of a type that was requested first and not shown.
    case changed(KnownHostsLine)
    case revoked(KnownHostsLine)
}

extension KnownHosts {
    func judge(_ blob: [UInt8], of host: String, port: Int) -> HostKeyVerdict {
        let lines = lines(for: host, port: port)
        if let line = lines.first(where: { $0.marker == .revoked && $0.blob == blob }) { return .revoked(line) }
        let plain = lines.filter { $0.marker == .none }
        if plain.contains(where: { $0.blob == blob }) { return .known }
        let type = HostKey(blob: blob).type
        if let line = plain.first(where: { $0.type == type }) { return .changed(line) }
        if let line = plain.first(where: { LibSSH2.verifies($0.type) }) { return .changed(line) }
        // Like ssh: without lines for the port, those of the bare name count.
        if plain.isEmpty, port != 22 {
            switch judge(blob, of: host, port: 22) {
            case .known: return .known
            case .revoked(let line): return .revoked(line)
            case .changed, .unknown: break
            }
        }
        return .unknown(lines: lines.filter { $0.marker != .revoked })
    }

    /// The key types of a host in known_hosts, in the order of preference, as ssh requests them.
    ///
    /// In file order, a matching key could hide that another one has changed.
    func keyTypes(of host: String, port: Int) -> [String] {
        var lines = lines(for: host, port: port)
        if lines.isEmpty, port != 22 { lines = self.lines(for: host, port: 22) }
        let types = Set(lines.filter { $0.marker == .none }.map(\.type))
        return LibSSH2.hostKeyTypes.filter(types.contains)
    }
}
