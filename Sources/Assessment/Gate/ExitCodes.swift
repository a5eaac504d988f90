package import Fleet

/// Our own exit statuses, or those of a monitoring plugin.
package enum ExitCodes: String, Sendable, CaseIterable {
    case dovesweep, nagios
}

/// The exit statuses of a monitoring plugin.
package enum NagiosState: Int {
    case ok, warning, critical, unknown
}

extension NagiosState {
    /// A passing run is WARNING if a host in service has an unwaived warning.
    package init(_ decision: Decision, of run: Run) {
        let warns = run.hosts.contains { result in
            result.host.state == .inService && result.findings.contains { $0.verdict == .warn && $0.waiver == nil }
        }
        switch decision.answer {
        case .passed: self = warns ? .warning : .ok
        case .failed: self = .critical
        case .undecided, .interrupted: self = .unknown
        }
    }

    package init(_ comparison: Comparison) {
        self = comparison.isWorse ? .critical : comparison.changes(.new).isEmpty ? .ok : .warning
    }
}
