internal import Fleet

/// One connection from outside to one listener, as a mail client comes.
struct OutsideVisit: Sendable {
    let host: Host
    let listener: Listener
    let credentials: Credentials?
    let dialer: any Dialer

    func run() async -> Dialogue {
        Dialogue(
            vantage: .outside, service: listener.service, address: host.publicAddress ?? host.address,
            port: listener.port, reach: .notTried("not built"))
    }
}
