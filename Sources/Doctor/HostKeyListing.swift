package import Fleet
internal import Net
package import Reach
internal import Reports
internal import SSH
package import Sweep

/// Fetches host keys, and lists those to approve. Changes no file.
package struct HostKeyListing {
    let knownHosts: KnownHostsFiles
    /// Only jump hosts are logged in to.
    let jumps: JumpHosts
    let crowd: HostPool
    /// For one host.
    let timeout: Duration

    package init(knownHosts: KnownHostsFiles, jumps: JumpHosts, crowd: HostPool, timeout: Duration) {
        (self.knownHosts, self.jumps, self.crowd, self.timeout) = (knownHosts, jumps, crowd, timeout)
    }

    /// One machine may have several inventory names.
    package struct Row: Sendable {
        let names: [String]
        let host: Host
        let result: Result<[HostKey], HostFailure>
    }

    /// In inventory order.
    package func fetch(_ hosts: [Host]) async -> [Row] {
        let machines = Dictionary(grouping: hosts, by: Machine.init)
        let order = hosts.filter { machines[Machine($0)]?.first == $0 }
        return await withTaskExecutorPreference(jumps.reactor) {
            var rows: [Int: Row] = [:]
            await crowd.visit(order) { host, place in
                await row(host, machines[Machine(host)]?.map(\.name) ?? [], at: place)
            } ended: {
                rows[$0] = $1
            }
            return order.indices.compactMap { rows[$0] }
        }
    }

    /// Equal if SSH reaches the same machine.
    private struct Machine: Hashable {
        let address: String
        let port: Port
        let settings: SSHSettings
        let jumps: [JumpHost]?

        init(_ host: Host) {
            (address, port, settings, jumps) = (host.address, host.port, host.sshSettings, host.jumps)
        }
    }

    private func row(_ host: Host, _ names: [String], at place: PoolSlot) async -> Row {
        guard host.unsupported.isEmpty else {
            let failure = HostFailure(.unsupported, host.unsupported.joined(separator: "; "))
            return Row(names: names, host: host, result: .failure(failure))
        }
        var limits = PhaseClock.Limits()
        limits.total = timeout
        let clock = PhaseClock(limits, place: place, patience: PhaseClock.patience)
        let result = await within(clock) { await clock.retrying { await keys(of: host, clock) } }
        if case .failure = result, clock.hasExpired {
            return Row(names: names, host: host, result: .failure(clock.failure()))
        }
        return Row(names: names, host: host, result: result)
    }

    private func keys(of host: Host, _ clock: PhaseClock) async -> Result<[HostKey], HostFailure> {
        let destination = SSHDestination(host)
        do {
            return .success(
                try await SSH.hostKeys(
                    of: destination, allowing: SSHAlgorithms(host.sshSettings),
                    announce: { clock.enter(PhaseClock.Phase($0)) }, answered: { await clock.answered() }
                ) { body in
                    try await jumps.withStream(
                        to: destination, settings: host.sshSettings, by: host.jumps ?? [], clock, body)
                })
        } catch {
            return .failure(error as? HostFailure ?? HostFailure(.disconnected, "\(error)"))
        }
    }
}

extension HostKeyListing {
    /// For standard output and standard error, and whether the command succeeds.
    package struct Words: Equatable {
        package var lines: [String] = []
        package var remarks: [String] = []
        package var isWell = true
    }

    package func words(for rows: [Row]) -> Words {
        var words = Words()
        var (known, new) = (0, 0)
        for row in rows {
            let name = row.names.joined(separator: ", ")
            do {
                let keys = try row.result.get()
                let destination = SSHDestination(row.host)
                switch knownHosts.hostKeys(for: row.host.sshSettings).standing(of: destination, showing: keys) {
                case .known: known += 1
                case .unknown:
                    new += 1
                    words.lines += keys.flatMap { lines(for: $0, of: destination, name) }
                case .refused(let error):
                    words.isWell = false
                    words.remarks.append("\(name): \(error.message)")
                }
            } catch {
                words.isWell = false
                words.remarks.append("\(name): \(error.outcome.rawValue): \(error.reason)")
            }
        }
        words.remarks.append(
            "hosts: \(known) known already, \(new) to approve, \(rows.count - known - new) not verified or not reached")
        return words
    }

    private func lines(for key: HostKey, of destination: SSHDestination, _ name: String) -> [String] {
        [
            Printable.line("# \(name) \(key.fingerprint) (\(key.kind))"),
            Printable.line(key.knownHostsLine(for: destination), limit: .max),
        ]
    }
}
