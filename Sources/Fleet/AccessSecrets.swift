/// The passwords with which one host lets us in and lets us look: kept beside `Host`, which is written into records.
package struct AccessSecrets: Sendable {
    /// The password of the account that logs in; nil: none is known.
    package var login: Secret?
    /// What sudo asks for; nil: none is known.
    package var become: Secret?

    package init(login: Secret? = nil, become: Secret? = nil) {
        self.login = login
        self.become = become
    }
}
