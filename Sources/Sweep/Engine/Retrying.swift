package import Fleet

extension PhaseClock {
    /// Varied by up to 50 %, so that hosts dropped together do not return together.
    package static let retryDelays = [Duration.milliseconds(500), .seconds(2)]

    /// Retries transient failures in the remaining time. During delays the host has no slot.
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
