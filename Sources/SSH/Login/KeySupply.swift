/// Selects the keys to offer to a host.
struct KeySupply {
    /// OpenSSH's default `MaxAuthTries`.
    private static let most = 6
    static let mostBesidePassword = most - 1

    let offered: [any Signer]
    /// Why keys are not offered, one sentence each.
    let remarks: [String]

    /// - Parameters:
    ///   - identities: in ssh's order.
    ///   - signatures: `PubkeyAcceptedAlgorithms`; nil: all.
    ///   - leavesRoomForPassword: keeps one attempt.
    init(_ identities: [SSHIdentity], signatures: [String]? = nil, leavesRoomForPassword: Bool) {
        var signers: [any Signer] = []
        var remarks: [String] = []
        for identity in identities {
            switch identity {
            case .unusable(let name, let reason): remarks.append("\(name) cannot be used: \(reason)")
            case .key(let key): signers.append(key)
            case .agent(let key): signers.append(key)
            }
        }
        let banned = signers.filter { signatures?.contains($0.type.signatureName) == false }
        remarks += banned.map { "\($0.name): PubkeyAcceptedAlgorithms does not allow \($0.type.signatureName)" }
        signers.removeAll { signatures?.contains($0.type.signatureName) == false }
        // A key in the agent and in a file is one attempt.
        var known: Set<[UInt8]> = []
        signers = signers.filter { known.insert($0.blob).inserted }
        let most = leavesRoomForPassword ? Self.mostBesidePassword : Self.most
        let left = Self.chosen(signers, most)
        let rest = signers.indices.filter { !left.contains($0) }.map { signers[$0].name }
        if !rest.isEmpty {
            remarks.append(
                "not offered, because hosts disconnect after \(Self.most) failures: \(rest.joined(separator: ", "))")
        }
        offered = left.map { signers[$0] }
        self.remarks = remarks
    }

    /// Drops spare agent keys first: on a full agent ssh would use up `MaxAuthTries` before a named key.
    private static func chosen(_ signers: [any Signer], _ most: Int) -> [Int] {
        var places = Array(signers.indices)
        while places.count > most, let spare = places.last(where: { (signers[$0] as? AgentKey)?.isUnnamed == true }) {
            places.removeAll { $0 == spare }
        }
        return Array(places.prefix(most))
    }
}
