/// Which of the known keys are offered to a host: as many as it hears before it hangs up, in their order.
struct KeySupply {
    /// OpenSSH's default for `MaxAuthTries`: the sixth failure ends the session.
    private static let most = 6
    /// With a password at hand one attempt is kept for it.
    static let mostBesidePassword = most - 1

    let offered: [any Signer]
    /// A sentence for each key that is not offered, so that a refused login can tell.
    let remarks: [String]

    /// - Parameters:
    ///   - identities: the keys, in the order in which ssh offers them.
    ///   - signatures: the names of the signatures that are allowed (`PubkeyAcceptedAlgorithms`); nil: all.
    ///   - leavesRoomForPassword: whether one attempt is kept.
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
        // A key that the agent holds and a file has too is one key, and one attempt.
        var known: Set<[UInt8]> = []
        signers = signers.filter { known.insert($0.blob).inserted }
        let most = leavesRoomForPassword ? Self.mostBesidePassword : Self.most
        let left = Self.chosen(signers, most)
        let rest = signers.indices.filter { !left.contains($0) }.map { signers[$0].name }
        if !rest.isEmpty {
            remarks.append(
                "not offered, as hosts hang up after \(Self.most) failures: \(rest.joined(separator: ", "))")
        }
        offered = left.map { signers[$0] }
        self.remarks = remarks
    }

    /// The places of those that are offered. Where ssh would use up the host's patience on a full agent before it comes to
    /// a key that was named for the host, the agent's last ones are left out.
    private static func chosen(_ signers: [any Signer], _ most: Int) -> [Int] {
        var places = Array(signers.indices)
        while places.count > most, let spare = places.last(where: { (signers[$0] as? AgentKey)?.isSpare == true }) {
            places.removeAll { $0 == spare }
        }
        return Array(places.prefix(most))
    }
}
