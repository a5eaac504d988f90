package import Fleet

/// What to do about a finding, before it is said how its host does it: acts are steps that each platform has its own
/// words for.
package struct Advice: Sendable, Hashable {
    package var steps: [Step]

    package init(_ steps: [Step]) { self.steps = steps }

    package enum Step: Sendable, Hashable {
        /// A command that is the same everywhere.
        case run(Remedy.Command)
        case note(Remedy.Note)
        case act(Act)
    }

    /// The steps in the words of a host.
    package func remedy(on platform: Platform) -> Remedy {
        Remedy(
            steps.flatMap { step -> [Remedy.Step] in
                switch step {
                case .run(let command): [.run(command)]
                case .note(let note): [.note(note)]
                case .act(let act): platform.steps(for: act)
                }
            })
    }

    package static func + (first: Advice, second: Advice) -> Advice { Advice(first.steps + second.steps) }
}

extension Advice: ExpressibleByArrayLiteral {
    package init(arrayLiteral steps: Step...) { self.init(steps) }
}

extension Advice {
    /// The remedy of an operator's own check, unchanged.
    init(_ remedy: Remedy) {
        steps = remedy.steps.map { step in
            switch step {
            case .run(let command): .run(command)
            case .note(let note): .note(note)
            }
        }
    }
}

extension Advice.Step {
    /// Restarts Dovecot where its configuration can be read, with the certificates and keys that it names.
    static var restart: Self { .act(.restart) }
    static var start: Self { .act(.start) }
    static var unmask: Self { .act(.unmask) }
    /// Starts Dovecot now and at each boot.
    static var enableNow: Self { .act(.enableNow) }

    /// Has Dovecot load its configuration where that can be read.
    static var reload: Self { .run("doveconf -n >/dev/null && doveadm reload") }
    /// Shows why Dovecot says that it failed.
    static var showErrors: Self { .run("doveadm log errors") }

    /// The last lines of Dovecot's log, also of a Dovecot that does not run; those alone that hold a pattern of grep -E.
    static func showLog(_ lines: Int, holding pattern: String? = nil) -> Self {
        .act(.showLog(lines, holding: pattern))
    }
    static func showKernelLog(_ lines: Int, holding pattern: String? = nil) -> Self {
        .act(.showKernelLog(lines, holding: pattern))
    }
    static func install(_ package: Package) -> Self { .act(.install(package)) }
}
