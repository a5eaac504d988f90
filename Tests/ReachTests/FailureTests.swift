import Fleet
import Net
import SSH
import Sweep
import Testing

@testable import Reach

/// What an error of SSH or of the network is in a record.
@Suite struct `A failure` {
    @Test(arguments: [
        ("dns", Outcome.dns), ("unreachable", .unreachable), ("refused", .refused), ("no-banner", .noBanner),
        ("handshake", .handshake), ("host-key-unknown", .hostKeyUnknown), ("host-key-changed", .hostKeyChanged),
        ("ssh-auth", .sshAuth), ("shell", .shell), ("disconnected", .disconnected), ("of the future", .disconnected),
    ])
    func `of SSH has the outcome of the same name`(kind: String, outcome: Outcome) {
        let failure = HostFailure(SSHError(SSHError.Kind(rawValue: kind), "words"))
        #expect(failure.outcome == outcome && failure.reason == "words" && !failure.isTransient)
    }

    @Test func `of SSH is transient if the connection was dropped before the login`() {
        #expect(HostFailure(SSHError(.disconnected, "words", wasDropped: true)).isTransient)
    }

    @Test func `that is a cancellation is an interrupt`() {
        #expect(HostFailure(SSHError(.cancelled, "cancelled")).outcome == .interrupted)
        #expect(StreamLoss(.cancelled) == .cancelled && StreamLoss(.refused) == .broken)
    }

    @Test(arguments: [
        (NetError.nameNotFound("no such name"), Dialogue.Reach.nameNotFound("no such name")), (.refused, .refused),
        (.unreachable("no route"), .unreachable("no route")), (.closed("reset"), .unreachable("reset")),
        (.failed("odd"), .unreachable("odd")), (.cancelled, .notTried("interrupted")),
    ])
    func `of the network tells how far a dialogue came`(error: NetError, reach: Dialogue.Reach) {
        #expect(Dialogue.Reach(error) == reach)
    }

    @Test func `for want of file descriptors is not the host's`() {
        guard case .notTried(let words) = Dialogue.Reach(.noDescriptors) else {
            Issue.record("a host was blamed")
            return
        }
        #expect(words.contains("ulimit -n"))
    }
}
