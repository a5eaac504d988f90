internal import Fleet

extension Waiver {
    var words: String { "until \(until), by \(owner): \(reason) (\(source))" }

    /// In scalars; JSON has all of it.
    static let longestWords = 1000
}

extension Finding {
    /// Without full stops.
    var standing: [String] {
        [failingSince.map { "failing since \(utc($0))" }, waiver.map { "waived \($0.words)" }].compactMap(\.self)
    }
}

extension Run.SharedCause {
    var standing: [String] {
        [failingSince.map { "failing since \(utc($0))" }].compactMap(\.self)
            + waivers.map { accepted in
                let isOfAll = accepted.hosts.count == hosts.count
                return "waived \(accepted.waiver.words)" + (isOfAll ? "" : ", on \(NodeSet(accepted.hosts).text)")
            }
    }
}
