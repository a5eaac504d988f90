import Fleet
import Testing

@testable import Sweep

@Suite struct `No greeting` {
    private func failure(
        become: Fleet.Host.Become? = nil, status: Int? = 1, errors: String = "", noise: String = "",
        knowsPassword: Bool = false
    ) -> HostFailure {
        var host = Fleet.Host(name: "mx1")
        host.user = "sweep"
        host.become = become
        return AgentStartFailure(
            host: host, status: status, errors: Array(errors.utf8), noise: Array(noise.utf8),
            knowsPassword: knowsPassword
        ).failure
    }

    @Test(arguments: [
        "sudo: a password is required\n",
        "sudo: a terminal is required to read the password; either use the -S option\nsudo: a password is required\n",
    ])
    func `a sudo that wants a password is said to, and how to do without or give it`(errors: String) {
        let failure = failure(become: .init(), errors: errors)
        #expect(failure.outcome == .sudo)
        #expect(
            failure.reason
                == "sudo wants a password from sweep: give it with --ask-become-pass or ansible_become_password, or "
                + "add a "
                + "line to sudoers (visudo -f /etc/sudoers.d/dovesweep): sweep ALL=(root) NOPASSWD: /bin/sh -s")
    }

    @Test(arguments: [false, true]) func `a doas that wants a password cannot be given one`(isKnown: Bool) {
        let errors = "doas: Authentication required\n"
        let failure = failure(become: .init(method: .doas), errors: errors, knowsPassword: isKnown)
        #expect(failure.outcome == .sudo)
        let excuse = isKnown ? ", but reads it only from a terminal, so it was not given" : ""
        #expect(
            failure.reason
                == "doas wants a password from sweep\(excuse): allow /bin/sh -s without a password (nopass)")
    }

    @Test(arguments: [
        "bash: line 1: sudo: command not found\n", "sh: 1: sudo: not found\n", "sudo: Command not found.\n",
    ])
    func `a host without sudo is told from one whose sudo refuses`(errors: String) {
        let failure = failure(become: .init(), status: 127, errors: errors)
        #expect(failure.outcome == .sudo)
        #expect(failure.reason.hasPrefix("sudo is not installed there"))
    }

    /// Where sudo asks for a password, the agent's shell is begun in another way.
    @Test(arguments: [(true, "sweep ALL=(root) /bin/sh"), (false, "sweep ALL=(root) NOPASSWD: /bin/sh -s")])
    func `a rule that is missing is told as the line that it is`(isKnown: Bool, line: String) {
        let errors = "Sorry, user sweep is not allowed to execute '/bin/sh -s' as root on mx1.\n"
        let reason = failure(become: .init(), errors: errors, knowsPassword: isKnown).reason
        #expect(reason.hasSuffix("sudoers: \(line)"))
        #expect(reason.contains("NOPASSWD: /bin/sh -s, leave out the password") == isKnown)
    }

    @Test func `a sudo that speaks another language is quoted`() {
        let said = "Désolé, l'utilisateur sweep n'est pas autorisé à exécuter « /bin/sh -s » en tant que root."
        let failure = failure(become: .init(), errors: "\(said)\n")
        #expect(failure.outcome == .sudo)
        #expect(failure.reason == "sudo refused sweep: “\(said)”")
    }

    @Test func `other refusals of sudo are quoted`() {
        let failure = failure(
            become: .init(), errors: "sudo: unknown user nobody1\nsudo: error initializing audit plugin\n")
        #expect(failure.outcome == .sudo)
        #expect(failure.reason == "sudo refused sweep: “sudo: error initializing audit plugin”")
    }

    @Test(arguments: [
        (
            "WARNING: Your password has expired.\nPassword change required but no TTY available.\n",
            ""
        ),
        ("", "WARNING: Your password has expired.\r\nYou must change your password now and login again!\r\n"),
    ])
    func `a host that lets nobody in but to change the password is a failed login`(errors: String, noise: String) {
        let failure = failure(become: .init(), errors: errors, noise: noise)
        #expect(failure.outcome == .sshAuth)
        #expect(failure.reason.hasPrefix("the password of sweep has expired, and the host runs nothing until"))
        #expect(failure.reason.hasSuffix("(chage -M -1 sweep)"))
    }

    @Test func `without privileges to gain, what sudo says is a shell's words`() {
        #expect(failure(errors: "sudo: a password is required\n").outcome == .shell)
    }

    @Test func `a shell that runs nothing is quoted, with its status`() {
        let nologin = failure(become: .init(), noise: "This account is currently not available.\n")
        #expect(nologin.outcome == .shell)
        #expect(
            nologin.reason
                == "the login shell did not run the agent (exit status 1): “This account is currently not available.”")
        let forced = failure(status: 0, noise: "\r\nWelcome!\r\nmenu: 1) quit\r\n \r\n")
        #expect(forced.reason.hasSuffix("(exit status 0): “menu: 1) quit”"))
    }

    @Test func `silence is said to be that, and endless lines are cut`() {
        #expect(failure(status: nil).reason == "the login shell did not run the agent (no exit status)")
        #expect(failure(noise: String(repeating: "x", count: 5000)).reason.count < 300)
    }
}
