import Net
import Testing

@testable import SSH

@Suite struct `The keys that are offered` {
    private func key(_ name: String, isUnnamed: Bool = false, blob: [UInt8]? = nil) -> SSHIdentity {
        var key = AgentKey(
            name: name, type: .ed25519, blob: blob ?? Array(name.utf8), agent: SSHAgent(path: "", on: Reactor()))
        key.isUnnamed = isUnnamed
        return .agent(key)
    }

    private func offered(_ identities: [SSHIdentity], leavesRoom: Bool = false) -> [String] {
        KeySupply(identities, leavesRoomForPassword: leavesRoom).offered.map(\.name)
    }

    @Test(arguments: [(false, 6), (true, 5)])
    func `are as many as hosts allow, with one attempt left for a password`(leavesRoom: Bool, count: Int) {
        let keys = (1...8).map { "k\($0)" }
        #expect(offered(keys.map { key($0) }, leavesRoom: leavesRoom) == Array(keys.prefix(count)))
    }

    @Test func `are those that are named before an agent's spare ones, of which the last yield`() {
        let spare = (1...6).map { key("spare\($0)", isUnnamed: true) }
        let all = spare + [key("named1"), key("named2")]
        #expect(offered(all) == ["spare1", "spare2", "spare3", "spare4", "named1", "named2"])
        let supply = KeySupply(all, leavesRoomForPassword: false)
        #expect(supply.remarks.contains { $0.hasSuffix(": spare5, spare6") })
    }

    @Test func `are each key once`() {
        #expect(
            offered([key("agent", blob: [1]), key("file", blob: [1]), key("other", blob: [2])]) == ["agent", "other"])
    }

    @Test func `are of the signatures that are allowed`() {
        let supply = KeySupply([key("k")], signatures: ["rsa-sha2-512"], leavesRoomForPassword: false)
        #expect(supply.offered.isEmpty && supply.remarks.contains { $0.contains("does not allow ssh-ed25519") })
    }
}
