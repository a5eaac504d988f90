internal import ShellQuoting
internal import Synchronization

/// What to do with a host whose key is not known yet.
package enum HostKeyPolicy: String, Sendable {
    case strict
    /// Take the key of a host that is not known at all, and note it; a key that changed is refused all the same.
    case acceptNew = "accept-new"
}

/// The host keys of a sweep: what known_hosts vouches for, and what becomes of the rest. All its hosts share one.
package final class HostKeys: Sendable {
    private let known: Mutex<KnownHosts>
    private let policy: HostKeyPolicy
    private let file: String

    /// `file` is where `accept-new` notes keys, and which messages name.
    package init(_ known: KnownHosts, policy: HostKeyPolicy = .strict, file: String) {
        self.known = Mutex(known)
        self.policy = policy
        self.file = file
    }

    /// The types of the keys by which the host is known.
    func keyTypes(of destination: SSHDestination) -> [String] {
        known.withLock { $0.keyTypes(of: destination.known.host, port: destination.known.port) }
    }

    /// Whether any key vouches for the host, so that it may be reached under the policy `strict`.
    package func knows(_ destination: SSHDestination) -> Bool {
        !keyTypes(of: destination).isEmpty
    }

    /// What is known of a host that shows these keys; nothing is accepted or noted.
    package func standing(of destination: SSHDestination, showing keys: [HostKey]) -> Standing {
        var isKnown = false
        var refusal: SSHError?
        for key in keys {
            switch known.withLock({ $0.judge(key.blob, of: destination.known.host, port: destination.known.port) }) {
            case .known: isKnown = true
            case .unknown: break
            case .revoked(let line): return .refused(revoked(line, key.blob))
            case .changed(let line):
                refusal = changed(line, key.blob, destination)
                if line.type == key.type { return .refused(changed(line, key.blob, destination)) }
            }
        }
        // A key of a type that no line has is one more, as long as a line has another of the host's.
        return isKnown ? .known : refusal.map(Standing.refused) ?? .unknown
    }

    /// How known_hosts stands to a host that has shown its keys.
    package enum Standing: Sendable, Equatable {
        /// It vouches for one of its keys, and speaks against none.
        case known
        case unknown
        /// A key has changed, or is revoked.
        case refused(SSHError)
    }

    /// Accepts the key that a host has shown, or says why not.
    func verify(_ blob: [UInt8], of host: SSHDestination) throws(SSHError) {
        switch known.withLock({ $0.judge(blob, of: host.known.host, port: host.known.port) }) {
        case .known: return
        case .changed(let line): throw changed(line, blob, host)
        case .revoked(let line): throw revoked(line, blob)
        case .unknown(let lines):
            guard policy == .acceptNew, lines.isEmpty else { throw unknown(lines, blob, host) }
            try accept(blob, of: host)
        }
    }

    /// Notes a new host's key. The lock is held while it is written, so that two tasks cannot both find it unknown, and
    /// what another one has noted since it was judged counts.
    func accept(_ blob: [UInt8], of host: SSHDestination) throws(SSHError) {
        let key = HostKey(blob: blob)
        let name = KnownHosts.name(of: host.known.host, port: host.known.port)
        let text = key.knownHostsLine(for: host) + "\n"
        let failure: SSHError? = known.withLock { known in
            // Another name of the same machine may have been noted meanwhile, with this key or another.
            switch known.judge(blob, of: host.known.host, port: host.known.port) {
            case .known: return nil
            case .changed(let line): return changed(line, blob, host)
            case .revoked(let line): return revoked(line, blob)
            case .unknown(let lines): if !lines.isEmpty { return unknown(lines, blob, host) }
            }
            if let problem = appendLine(text, to: file) {
                return SSHError(.hostKeyUnknown, "the host's new key could not be noted in \(file): \(problem)")
            }
            known.add(
                KnownHostsLine(
                    marker: .none, patterns: .list([name]), type: key.type, blob: blob, file: file, number: 0))
            return nil
        }
        if let failure { throw failure }
    }
}

// Wording.

extension HostKeys {
    private func revoked(_ line: KnownHostsLine, _ blob: [UInt8]) -> SSHError {
        SSHError(
            .hostKeyChanged,
            "the host shows a key that \(line.place) revokes (\(fingerprint(of: blob))): do not trust this host until "
                + "it has new keys")
    }

    private func changed(_ line: KnownHostsLine, _ blob: [UInt8], _ host: SSHDestination) -> SSHError {
        let name = KnownHosts.name(of: host.known.host, port: host.known.port)
        return SSHError(
            .hostKeyChanged,
            "the host key has changed: \(line.place) has \(fingerprint(of: line.blob)) (\(kindOfKey(line.type))), the host "
                + "shows \(fingerprint(of: blob)) (\(HostKey(blob: blob).kind)). Somebody may be in between. If the host was reinstalled, "
                + "`ssh-keygen -f \(shellWord(line.file)) -R \(shellWord(name))` forgets the old key; compare the new one before trusting it"
        )
    }

    private func unknown(_ lines: [KnownHostsLine], _ blob: [UInt8], _ host: SSHDestination) -> SSHError {
        var reader = WireReader(blob)
        let shown = "\(reader.text() ?? "?") \(fingerprint(of: blob))"
        let name = KnownHosts.name(of: host.known.host, port: host.known.port)
        if let line = lines.first(where: { $0.marker == .none }) {
            return SSHError(
                .hostKeyUnknown,
                "\(name) is known by a key of type \(line.type) (\(line.place)), but shows \(shown), which is not in "
                    + "\(file); this libssh2 (\(LibSSH2.version)) may be unable to ask for the other. Compare it and add it"
            )
        }
        if let line = lines.first {
            return SSHError(
                .hostKeyUnknown,
                "\(line.place) trusts an authority for \(name), but host certificates are not supported by libssh2: add "
                    + "the host's own key (\(shown)) to \(file)")
        }
        return SSHError(
            .hostKeyUnknown,
            "\(name) is not in \(file); it shows \(shown). Compare that with the host's own (`ssh-keygen -lf` on its "
                + "console) and add it, or use --host-key-policy accept-new")
    }
}
