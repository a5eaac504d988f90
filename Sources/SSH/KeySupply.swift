/// Which of the known keys are offered to a host: as many as it hears before it hangs up, in their order.
struct KeySupply {
    /// OpenSSH's default for `MaxAuthTries`: the sixth failure ends the session.
    private static let most = 6
    /// With a password at hand one attempt is kept for it.
    static let mostBesidePassword = most - 1

    let offered: [any Signer]
    /// A sentence for each key that is not offered, so that a refused login can tell.
    let remarks: [String]

    init(_ identities: [SSHIdentity], leavesRoomForPassword: Bool) {
        var signers: [any Signer] = []
        var remarks: [String] = []
        for identity in identities {
            switch identity {
            case .unusable(let name, let reason): remarks.append("\(name) cannot be used: \(reason)")
            case .key(let key): signers.append(key)
            case .agent(let key): signers.append(key)
            }
        }
        // A key that the agent holds and a file has too is one key, and one attempt.
        var known: Set<[UInt8]> = []
        signers = signers.filter { known.insert($0.blob).inserted }
        let most = leavesRoomForPassword ? Self.mostBesidePassword : Self.most
        let rest = signers.dropFirst(most).map(\.name)
        if !rest.isEmpty {
            remarks.append(
                "not offered, as hosts hang up after \(Self.most) failures: \(rest.joined(separator: ", "))")
        }
        offered = Array(signers.prefix(most))
        self.remarks = remarks
    }
}
