import Testing

/// What the variables of single hosts name on this machine.
struct HostFileTests {
    /// Hosts without an address, so that nothing is reached.
    private static func sweep(_ variables: String) throws -> Command.Ended {
        try Command.inFolder {
            try Command(
                script: """
                    echo secret >p; ssh-keygen -q -t ed25519 -N '' -f k; : >empty
                    cat >hosts.ini <<'END'
                    [mail]
                    good.invalid
                    odd.invalid \(variables)
                    [mail:vars]
                    ansible_ssh_private_key_file=k
                    dovesweep_probe_user=anna
                    dovesweep_probe_password_file=p
                    END
                    "$dovesweep" sweep -i hosts.ini --no-archive -o json
                    """
            ).run(in: $0)
        }
    }

    @Test(arguments: [
        ("ansible_ssh_private_key_file=nowhere", "hosts.ini:3: ", "nowhere: the private key does not exist"),
        ("ansible_ssh_private_key_file=p", "hosts.ini:3: ", "p: "),
        ("dovesweep_probe_password_file=nowhere", "hosts.ini:3: ", "the probe password file "),
        ("dovesweep_probe_password_file=empty", "hosts.ini:3: ", "its first line is empty"),
        (
            "dovesweep_probe_password_file=None dovesweep_probe_password_env=NOT_SET", "hosts.ini:3: ",
            "$NOT_SET is not set"
        ),
        ("dovesweep_ca_file=nowhere", "hosts.ini:3: ", "nowhere"),
    ])
    func `lose the host that names what is not there, and no other`(
        variables: String, place: String, problem: String
    ) throws {
        let ended = try Self.sweep(variables)
        #expect(ended.status == 2, "\(ended.errors)")
        #expect(ended.output.contains("\"outcome\": \"unsupported\""))
        #expect(ended.output.contains("\"outcome\": \"dns\""), "\(ended.output)")
        #expect(ended.output.contains(place) && ended.output.contains(problem), "\(ended.output)")
        #expect(!ended.output.contains("\"verdict\": \"fail\""))
    }

    @Test func `end the sweep where nobody is left`() throws {
        let ended = try Command.inFolder {
            try Command(
                script: "echo 'mx.invalid ansible_ssh_private_key_file=nowhere' >h.ini; \"$dovesweep\" sweep -i h.ini"
            ).run(in: $0)
        }
        #expect(ended.status == 65)
        #expect(ended.errors.contains("h.ini:1: ") && ended.errors.contains("the private key "))
    }

    @Test func `are looked at by doctor, which ticks nothing that is missing`() throws {
        let ended = try Command.inFolder {
            try Command(
                script: """
                    echo 'mx.invalid ansible_user=u dovesweep_probe_user=a dovesweep_probe_password_file=nowhere' >h.ini
                    HOME=$PWD SSH_AUTH_SOCK= "$dovesweep" doctor -i h.ini --color never
                    """
            ).run(in: $0)
        }
        #expect(ended.status == 1)
        #expect(ended.output.contains("✗ host files") && ended.output.contains("nowhere"), "\(ended.output)")
        for line in ended.output.split(separator: "\n") where line.hasPrefix("✓") {
            #expect(!line.contains("none") && !line.contains("probe account"), "\(line)")
        }
        #expect(ended.output.contains("NOPASSWD: /bin/sh -s"), "\(ended.output)")
    }

    @Test func `a mistyped variable of Ansible's is told`() throws {
        let ended = try Command.inFolder {
            try Command(script: "echo 'mx.invalid ansible_hots=1.2.3.4' >h.ini; \"$dovesweep\" inventory list -i h.ini")
                .run(in: $0)
        }
        #expect(ended.status == 0)
        #expect(ended.errors.contains("h.ini:1") && ended.errors.contains("Did you mean \"ansible_host\"?"))
    }

    @Test func `examples are no inventory`() throws {
        let ended = try Command.inFolder {
            try Command(
                script: """
                    mkdir inventory; echo mx.invalid >inventory/example.ini
                    "$dovesweep" inventory list; echo $?
                    touch inventory/hosts.ini; "$dovesweep" inventory list; "$dovesweep" inventory list -i inventory/
                    """
            ).run(in: $0)
        }
        #expect(ended.output == "64\nmx.invalid\nmx.invalid\n", "\(ended.output)")
        #expect(ended.errors.contains("inventory/ has only examples"))
    }

    @Test func `doctor says which names do not resolve`() throws {
        // No name server is asked for either.
        let ended = try Command.inFolder { folder in
            try Command(
                script: """
                    printf 'here ansible_host=localhost\nlost ansible_host=a..b\n' >h.ini
                    HOME=$PWD SSH_AUTH_SOCK= "$dovesweep" doctor -i h.ini --color never
                    """
            ).run(in: folder)
        }
        #expect(ended.output.contains("! names          the names of 1 of 2 hosts do not resolve here: lost\n"))
    }
}
