package import Fleet

/// All that a format needs to write a run down: the run, what the gate said of it, and how to show it.
package struct Report: Sendable {
    package var run: Run
    /// Made once for all formats, so that none of them can disagree with the exit status.
    package var decision: Decision
    package var style: ReportStyle
    /// In whose numbers the exit status is told.
    package var exitCodes: ExitCodes
    /// What keeps the gate from saying go.
    package var objections: [Objection] = []
    /// What it lets pass where it says go.
    package var concessions: [Concession] = []
    /// What is to be known beside it: of waivers that end, or are not needed any more.
    package var notes: [String] = []

    package init(
        _ run: Run, decision: Decision, style: ReportStyle = ReportStyle(), exitCodes: ExitCodes = .dovesweep
    ) {
        self.run = run
        self.decision = decision
        self.style = style
        self.exitCodes = exitCodes
    }

    /// What the program ends with.
    package var status: Int {
        switch exitCodes {
        case .dovesweep: decision.status
        case .nagios: NagiosState(self).rawValue
        }
    }

    /// Whose exit statuses: the contract's, or those of a monitoring plugin.
    package enum ExitCodes: String, Sendable, CaseIterable { case dovesweep, nagios }
}

/// How text is laid out for the one who reads it; formats for machines take no notice of it.
package struct ReportStyle: Sendable, Equatable {
    /// Columns of the terminal; nil cuts and wraps nothing.
    package var width: Int?
    /// Adds colour to what glyphs and words say already; the caller knows of terminals and of NO_COLOR.
    package var inColour: Bool
    /// Nothing but ASCII, for terminals and fonts that know no more.
    package var inASCII: Bool
    /// Shows every host, evidence, and what was skipped.
    package var isVerbose: Bool

    package init(width: Int? = nil, inColour: Bool = false, inASCII: Bool = false, isVerbose: Bool = false) {
        self.width = width
        self.inColour = inColour
        self.inASCII = inASCII
        self.isVerbose = isVerbose
    }

    /// The same for a file, which has no width and no colour.
    package var ofFile: ReportStyle { ReportStyle(inASCII: inASCII, isVerbose: isVerbose) }
}
