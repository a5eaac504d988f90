package import Fleet

extension PhaseClock {
    /// How long to wait, give or take the half of it, before a host that dropped the connection is tried again: so often,
    /// and no more. By chance, so that those that were dropped together do not come back together.
    package static let retryDelays = [Duration.milliseconds(500), .seconds(2)]

    /// Tries again what failed for a moment only, as long as there is time for it; the host has no place meanwhile.
    package func retrying<Value>(
        after delays: [Duration] = retryDelays, _ attempt: () async -> Result<Value, HostFailure>
    ) async -> Result<Value, HostFailure> {
        var result = await attempt()
        for delay in delays {
            guard case .failure(let last) = result, last.isTransient else { return result }
            let pause = delay * Double.random(in: 0.5...1.5)
            guard pause < left else { return result }
            enter(.resolving)
            guard await stoodBack(for: pause) else {
                return .failure(
                    HostFailure(.interrupted, "the run ended before it was tried again: \(last.reason)"))
            }
            result = await attempt()
        }
        guard case .failure(let last) = result, last.isTransient else { return result }
        return .failure(HostFailure(last.outcome, "\(last.reason) (after \(delays.count + 1) tries)"))
    }
}
