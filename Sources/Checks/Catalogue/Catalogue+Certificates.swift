import Fleet

extension Catalogue {
    /// Compares certificates by group and public name. A host that differs from two thirds of them warns.
    func comparingCertificates(_ results: [HostResult]) -> [HostResult] {
        var members: [[String]: [Int]] = [:]
        for place in results.indices where !results[place].fingerprint.isEmpty {
            let name = results[place].host.publicNames.first ?? ""
            for group in results[place].host.groups { members[[group, name], default: []].append(place) }
        }
        var compared = results
        for (key, places) in members.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) where places.count >= 2 {
            let byCertificate = Dictionary(grouping: places) { results[$0].fingerprint }
            let usual = byCertificate.max { $0.value.count < $1.value.count }
            guard let usual, usual.value.count * 3 >= places.count * 2 else { continue }
            for place in places where compared[place].certificateComparison != .warn {
                let isOdd = results[place].fingerprint != usual.key
                compared[place].say(
                    isOdd ? odd(usual.value.count, key) : .pass("as on the others for \(key[1])"), by: alike)
            }
        }
        return compared
    }

    private func odd(_ others: Int, _ key: [String]) -> Judgement {
        .warn(
            "it serves another certificate than \(others) other hosts of \(key[0]) that have the name \(key[1]) too",
            signature: "",
            remedy: [.note("Install the certificate and the key of the other hosts."), .reload])
    }
}

private let alike = CertificateAlike().id

extension HostResult {
    fileprivate var fingerprint: String { findings.first { $0.check == alike }?.signature ?? "" }
    fileprivate var certificateComparison: Verdict? { findings.first { $0.check == alike }?.verdict }
}
