package import Fleet

/// A remedy before its platform is known: acts become its commands.
package struct Advice: Sendable, Hashable {
    package var steps: [Step]

    package init(_ steps: [Step]) { self.steps = steps }

    package enum Step: Sendable, Hashable {
        /// The same on all platforms.
        case run(Remedy.Command)
        case note(Remedy.Note)
        case act(PlatformAction)
    }

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
    /// Restarts Dovecot if configuration, certificates and keys can be read.
    static var restart: Self { .act(.restart) }
    static var start: Self { .act(.start) }
    static var unmask: Self { .act(.unmask) }
    static var enableNow: Self { .act(.enableNow) }

    /// Reloads Dovecot if its configuration can be read.
    static var reload: Self { .run("doveconf -n >/dev/null && doveadm reload") }
    static var showErrors: Self { .run("doveadm log errors") }

    /// Shows Dovecot's log, also of a stopped Dovecot. `pattern` is for grep -E.
    static func showLog(_ lines: Int, holding pattern: String? = nil) -> Self {
        .act(.showLog(lines, holding: pattern))
    }
    static func showKernelLog(_ lines: Int, holding pattern: String? = nil) -> Self {
        .act(.showKernelLog(lines, holding: pattern))
    }
    static func install(_ package: Package) -> Self { .act(.install(package)) }
}
