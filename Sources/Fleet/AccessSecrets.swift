/// The SSH and sudo passwords of one host. They are not in `Host`, because records contain it.
package struct AccessSecrets: Sendable {
    package var login: Secret?
    package var become: Secret?

    package init(login: Secret? = nil, become: Secret? = nil) {
        self.login = login
        self.become = become
    }
}
