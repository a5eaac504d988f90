internal import Fleet
internal import Net
internal import Reports
internal import SSH
internal import Sweep

/// Fetches the host keys of a fleet and says which are to be approved; no file is changed.
struct HostKeyListing {
    let reactor: Reactor
    let hostKeys: HostKeys
    /// How many hosts are in hand at a time.
    let width: Int
    /// What one host may take in all.
    let timeout: Duration

    /// What one host came to; several hosts of the inventory may be one machine.
    struct Row: Sendable {
        let names: [String]
        let destination: SSHDestination
        let result: Result<[HostKey], HostFailure>
    }

    /// Asks each host for its keys, and returns them in inventory order.
    func fetch(_ hosts: [Host]) async -> [Row] {
        let machines = Dictionary(grouping: hosts) { Machine(address: $0.address, port: $0.port) }
        let order = hosts.filter { machines[Machine(address: $0.address, port: $0.port)]?.first == $0 }
        return await withTaskExecutorPreference(reactor) {
            await withTaskGroup(of: (Int, Row).self) { group in
                var next = order.enumerated().makeIterator()
                func start() {
                    guard let (place, host) = next.next() else { return }
                    let names = machines[Machine(address: host.address, port: host.port)]?.map(\.name) ?? []
                    group.addTask { (place, await row(SSHDestination(host), names)) }
                }
                for _ in 0..<min(width, order.count) { start() }
                var rows: [Int: Row] = [:]
                for await (place, row) in group {
                    rows[place] = row
                    start()
                }
                return order.indices.compactMap { rows[$0] }
            }
        }
    }

    private struct Machine: Hashable {
        let address: String
        let port: Int
    }

    private func row(_ destination: SSHDestination, _ names: [String]) async -> Row {
        var limits = PhaseClock.Limits()
        limits.total = timeout
        let clock = PhaseClock(limits)
        let result = await within(clock) { await keys(of: destination, clock) }
        if case .failure = result, clock.hasExpired {
            return Row(names: names, destination: destination, result: .failure(clock.failure()))
        }
        return Row(names: names, destination: destination, result: result)
    }

    private func keys(of destination: SSHDestination, _ clock: PhaseClock) async -> Result<[HostKey], HostFailure> {
        do {
            return .success(
                try await reactor.hostKeys(of: destination) { clock.enter(PhaseClock.Phase($0)) })
        } catch let error as SSHError {
            return .failure(HostFailure(error))
        } catch {
            return .failure(HostFailure(.disconnected, "\(error)"))
        }
    }
}

// What is said of them.

extension HostKeyListing {
    /// What goes to standard output, what to standard error, and whether all is well.
    struct Words: Equatable {
        var lines: [String] = []
        var remarks: [String] = []
        var isWell = true
    }

    func words(for rows: [Row]) -> Words {
        var words = Words()
        var (known, new) = (0, 0)
        for row in rows {
            let name = row.names.joined(separator: ", ")
            do {
                let keys = try row.result.get()
                switch hostKeys.standing(of: row.destination, showing: keys) {
                case .known: known += 1
                case .unknown:
                    new += 1
                    words.lines += keys.flatMap { lines(for: $0, of: row.destination, name) }
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
            "hosts: \(known) known already, \(new) to approve, \(rows.count - known - new) in doubt or not reached")
        return words
    }

    private func lines(for key: HostKey, of destination: SSHDestination, _ name: String) -> [String] {
        [
            Printable.line("# \(name) \(key.fingerprint) (\(key.kind))"),
            Printable.line(key.knownHostsLine(for: destination), limit: .max),
        ]
    }
}
