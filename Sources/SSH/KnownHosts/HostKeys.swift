internal import ShellQuoting
internal import Synchronization

/// OpenSSH's `StrictHostKeyChecking`.
package enum HostKeyPolicy: String, Sendable {
    case strict
    /// Records the key of an unknown host, but refuses a changed key.
    case acceptNew = "accept-new"
}

/// Verifies host keys by known_hosts and records new ones, for a whole sweep.
package final class HostKeys: Sendable {
    private let known: Mutex<KnownHosts>
    private let policy: HostKeyPolicy
    private let file: String

    /// New keys are appended to `file`.
    package init(_ known: KnownHosts, policy: HostKeyPolicy = .strict, file: String) {
        self.known = Mutex(known)
        self.policy = policy
        self.file = file
    }

    func keyTypes(of destination: SSHDestination) -> [String] {
        known.withLock { $0.keyTypes(of: destination.known.host, port: destination.known.port) }
    }

    /// Whether known_hosts has a key of the host.
    package func knows(_ destination: SSHDestination) -> Bool {
        !keyTypes(of: destination).isEmpty
    }

    /// Looks up all keys of a host, and records nothing.
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
        // A host may have more keys than known_hosts.
        return isKnown ? .known : refusal.map(Standing.refused) ?? .unknown
    }

    /// What known_hosts says about a host's keys.
    package enum Standing: Sendable, Equatable {
        /// One key matches, and none contradicts a line.
        case known
        case unknown
        case refused(SSHError)
    }

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

    /// Records a new host's key, unless another task was first: the lock is held during the write.
    func accept(_ blob: [UInt8], of host: SSHDestination) throws(SSHError) {
        let key = HostKey(blob: blob)
        let name = KnownHosts.name(of: host.known.host, port: host.known.port)
        let text = key.knownHostsLine(for: host) + "\n"
        let failure: SSHError? = known.withLock { known in
            // Possibly under another name of the same machine.
            switch known.judge(blob, of: host.known.host, port: host.known.port) {
            case .known: return nil
            case .changed(let line): return changed(line, blob, host)
            case .revoked(let line): return revoked(line, blob)
            case .unknown(let lines): if !lines.isEmpty { return unknown(lines, blob, host) }
            }
            if let problem = appendLine(text, to: file) {
                return SSHError(.hostKeyUnknown, "the host's new key could not be added to \(file): \(problem)")
            }
            known.add(
                KnownHostsLine(
                    marker: .none, patterns: .list([name]), type: key.type, blob: blob, file: file, number: 0))
            return nil
        }
        if let failure { throw failure }
    }
}

// Error messages.

extension HostKeys {
    private func revoked(_ line: KnownHostsLine, _ blob: [UInt8]) -> SSHError {
        SSHError(
            .hostKeyChanged,
            "the host shows a host key that \(line.place) revokes (\(fingerprint(of: blob))): do not trust this "
                + "host until "
                + "it has new keys")
    }

    private func changed(_ line: KnownHostsLine, _ blob: [UInt8], _ host: SSHDestination) -> SSHError {
        let name = KnownHosts.name(of: host.known.host, port: host.known.port)
        return SSHError(
            .hostKeyChanged,
            "the host key has changed: \(line.place) has \(fingerprint(of: line.blob)) (\(kindOfKey(line.type))), "
                + "the host "
                + "shows \(fingerprint(of: blob)) (\(HostKey(blob: blob).kind)). Another machine may intercept the "
                + "connection. If the host was reinstalled, "
                + "`ssh-keygen -f \(shellWord(line.file)) -R \(shellWord(name))` removes the old key; compare the "
                + "new one before trusting it"
        )
    }

    private func unknown(_ lines: [KnownHostsLine], _ blob: [UInt8], _ host: SSHDestination) -> SSHError {
        var reader = WireReader(blob)
        let shown = "\(reader.text() ?? "?") \(fingerprint(of: blob))"
        let name = KnownHosts.name(of: host.known.host, port: host.known.port)
        if let line = lines.first(where: { $0.marker == .none }) {
            return SSHError(
                .hostKeyUnknown,
                "\(line.place) has a key of type \(line.type) for \(name), but the host shows \(shown), which is "
                    + "not in "
                    + "\(file); this libssh2 (\(LibSSH2.version)) may be unable to request the other type. Compare "
                    + "the key and add it"
            )
        }
        if let line = lines.first {
            return SSHError(
                .hostKeyUnknown,
                "\(line.place) has a @cert-authority for \(name), but libssh2 does not support host certificates: add "
                    + "the host's own key (\(shown)) to \(file)")
        }
        return SSHError(
            .hostKeyUnknown,
            "\(name) is not in \(file); it shows \(shown). Compare it with the key of the host (`ssh-keygen -lf` on "
                + "its "
                + "console) and add it, or use --host-key-policy accept-new")
    }
}
