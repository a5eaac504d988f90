internal import Fleet

/// An operator's check that a stored run has asked and whose file was not given now. What it found then cannot be known.
struct UnnamedCheck: Check {
    let id: String
    /// A look from outside leaves no evidence of its own.
    let isOutside: Bool
    let asks: Set<Condition> = []
    var vantage: Vantage { isOutside ? .outside : .inside }

    var explanation: Explanation {
        Explanation(
            title: "A check of the sweep whose file was not given", why: "It was asked, and may have failed.",
            byHand: "",
            remedies: [], references: [])
    }

    func judge(_ subject: HostFacts) throws(MissingFact) -> Judgement {
        if !isOutside, (try? subject.evidence(ProbeName(rawValue: id))) == nil {
            return .skipped("the sweep did not ask this of the host")
        }
        throw MissingFact("not judged: give the file of this check (--catalogue FILE)")
    }
}

extension Catalogue {
    /// Adds the checks that a run has asked and the catalogue does not name, by id: inside, with evidence, and from outside.
    package func addingUnnamed(inside: Set<String>, outside: Set<String>) -> Catalogue {
        let known = Set(checks.map(\.id))
        let unnamed = inside.union(outside).subtracting(known).sorted()
        return Catalogue(checks: checks + unnamed.map { UnnamedCheck(id: $0, isOutside: !inside.contains($0)) })
    }
}
