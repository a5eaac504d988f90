import Fleet

extension Waiver {
    /// Until when, by whom, why, and where that is written.
    var words: String { "until \(until), by \(owner): \(reason) (\(source))" }

    /// In scalars; JSON has all of it.
    static let longestWords = 1000
}

extension Finding {
    /// Since when it fails, and who has accepted that: a sentence each, without a full stop.
    var standing: [String] {
        [failingSince.map { "failing since \(utc($0))" }, waiver.map { "waived \($0.words)" }].compactMap(\.self)
    }
}

extension Run.SharedCause {
    /// The same of all its hosts.
    var standing: [String] {
        [failingSince.map { "failing since \(utc($0))" }].compactMap(\.self)
            + waivers.map { accepted in
                let isOfAll = accepted.hosts.count == hosts.count
                return "waived \(accepted.waiver.words)" + (isOfAll ? "" : ", on \(NodeSet(accepted.hosts).text)")
            }
    }
}
