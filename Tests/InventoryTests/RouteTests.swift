import Diagnostics
import Fleet
import Inventory
import SSHConfig
import Testing

@Suite struct RouteTests {
    private func host(_ line: String, config: String = "", more: [String: String] = [:]) throws -> Host {
        let files = more.merging(["/home/op/.ssh/config": config]) { $1 }
        return try HostInventory.of(line).hosts[0]
            .host(defaults: HostDefaults(localUser: "op", home: "/home/op"), routes: .routes(files))
    }

    @Test func `a host is reached as ssh would reach it by its configuration`() throws {
        let config = """
            Host mx1
                HostName 192.0.2.1
                User deploy
                Port 2222
                IdentityFile ~/.ssh/mail
                HostKeyAlias mail-1
            """
        let host = try host("mx1", config: config)
        #expect(host.name == "mx1")
        #expect(host.address == "192.0.2.1")
        #expect(host.port == 2222)
        #expect(host.user == "deploy")
        #expect(host.ssh?.identityFiles == ["/home/op/.ssh/mail"])
        #expect(host.ssh?.hostKeyAlias == "mail-1")
        #expect(host.jumps == nil)
        #expect(host.become == .init())
    }

    @Test func `variables win over the configuration, and Host looks at ansible_host`() throws {
        let config = """
            Host mx1
                User wrong
            Host 192.0.2.9
                User deploy
                Port 2222
                ConnectTimeout 3
            """
        let host = try host("mx1 ansible_host=192.0.2.9 ansible_port=22 ansible_user=admin", config: config)
        #expect(host.address == "192.0.2.9")
        #expect(host.port == 22)
        #expect(host.user == "admin")
        #expect(host.ssh?.connectTimeout == 3)
    }

    @Test func `a host that nothing is said of holds nothing`() throws {
        let host = try host("mx1")
        #expect(host.ssh == nil)
        #expect(host.jumps == nil)
        #expect(host.user == nil)
        #expect(host.port == 22)
    }

    @Test func `jump hosts are reached by their own configuration, the first by its own jump hosts too`() throws {
        let config = """
            Host mx*
                ProxyJump inner,admin@[2001:db8::2]:2022
            Host inner
                HostName 192.0.2.10
                User jump
                IdentityFile /keys/jump
                ProxyJump outer
            Host 2001:db8::2
                ProxyJump ignored
                ProxyCommand ignored
            """
        let jumps = try #require(try host("mx1", config: config).jumps)
        #expect(jumps.map(\.name) == ["outer", "inner", "2001:db8::2"])
        #expect(jumps.map(\.address) == ["outer", "192.0.2.10", "2001:db8::2"])
        #expect(jumps.map(\.port) == [22, 22, 2022])
        #expect(jumps.map(\.user) == [nil, "jump", "admin"])
        #expect(jumps[1].ssh.identityFiles == ["/keys/jump"])
        #expect(jumps[2].ssh.proxyCommand == nil)
    }

    @Test func `arguments of ssh name jump hosts and a configuration of their own`() throws {
        let line = "mx1 ansible_ssh_common_args='-F /etc/mail.conf -J jump@bastion:2022'"
        let host = try host(
            line, config: "User wrong", more: ["/etc/mail.conf": "Host bastion\nHostName b.example.net"])
        #expect(host.jumps?.map(\.address) == ["b.example.net"])
        #expect(host.jumps?.map(\.user) == ["jump"])
        #expect(host.jumps?.map(\.port) == [2022])
        #expect(host.user == nil)
        #expect(host.unsupported.isEmpty)
    }

    @Test func `what a host or its jump host asks for and cannot have makes the host unsupported`() throws {
        let config = """
            Host mx1
                StrictHostKeyChecking no
                ProxyJump bastion
            Host bastion
                CertificateFile /keys/cert.pub
            """
        let told = try host("mx1", config: config).unsupported
        #expect(told.count == 2)
        #expect(told[0].hasPrefix("/home/op/.ssh/config:2: \"StrictHostKeyChecking no\" is not supported by"))
        #expect(told[1].hasPrefix("jump host bastion: /home/op/.ssh/config:5: \"CertificateFile"))
    }

    @Test func `jump hosts that lead through each other are told`() throws {
        let told = try host("mx1", config: "Host *\nProxyJump a,b").unsupported
        #expect(told.contains { $0.contains("lead through each other in a loop") })
    }

    @Test func `a broken configuration is told with file and line`() throws {
        let files = MemoryFiles(files: ["/home/op/.ssh/config": "Host mx1\n  Prot 22\n"])
        let coordinator = SSHConfiguration.Coordinator(
            user: "op", userID: 1000, home: "/home/op", hostName: "desk", environment: [:])
        let error = #expect(throws: InputError.self) {
            let routes = try SSHRoutes(for: coordinator, files: files, running: { _ in false })
            _ = try HostInventory.of("mx1").hosts[0]
                .host(defaults: HostDefaults(localUser: "op", home: "/home/op"), routes: routes)
        }
        #expect(error?.description.contains("/home/op/.ssh/config:2") == true)
    }
}
