package import Assessment
package import Fleet

/// The input of every format.
package struct Report: Sendable {
    package var run: Run
    /// Made once, so that all formats agree with the exit status.
    package var decision: Decision
    package var style: ReportStyle
    package var exitCodes: ExitCodes
    /// Why the gate does not pass.
    package var objections: [Objection] = []
    /// What the gate accepts when it passes.
    package var concessions: [Concession] = []
    /// Remarks, such as waivers that end soon.
    package var notes: [String] = []

    package init(
        _ run: Run, decision: Decision, style: ReportStyle = ReportStyle(), exitCodes: ExitCodes = .dovesweep
    ) {
        self.run = run
        self.decision = decision
        self.style = style
        self.exitCodes = exitCodes
    }

    /// The exit status.
    package var status: Int {
        switch exitCodes {
        case .dovesweep: decision.status
        case .nagios: NagiosState(decision, of: run).rawValue
        }
    }
}

/// The layout of text for people.
package struct ReportStyle: Sendable, Equatable {
    /// In columns; nil neither cuts nor wraps.
    package var width: Int?
    /// The caller decides by terminal and NO_COLOR.
    package var inColour: Bool
    package var inASCII: Bool
    /// Shows every host, evidence, and skipped checks.
    package var isVerbose: Bool

    package init(width: Int? = nil, inColour: Bool = false, inASCII: Bool = false, isVerbose: Bool = false) {
        self.width = width
        self.inColour = inColour
        self.inASCII = inASCII
        self.isVerbose = isVerbose
    }

    /// Without width and colour.
    package var ofFile: ReportStyle { ReportStyle(inASCII: inASCII, isVerbose: isVerbose) }
}
