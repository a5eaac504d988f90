import Net
import Testing

@Suite struct ResolveTests {
    @Test(arguments: [("127.0.0.1", "127.0.0.1:993"), ("::1", "[::1]:993"), ("192.0.2.7", "192.0.2.7:993")])
    func `a numeric address needs no resolver`(_ host: String, _ address: String) async throws {
        #expect(try await resolve(host, port: 993).map(\.description) == [address])
    }

    @Test func `a name has its addresses`() async throws {
        let hosts = try await resolve("localhost", port: 22).map(\.host)
        #expect(hosts.contains("127.0.0.1") || hosts.contains("::1"))
    }

    @Test func `a name that does not exist says so in the resolver's words`() async {
        await #expect {
            try await resolve("nowhere.invalid", port: 22)
        } throws: { error in
            if case NetError.nameNotFound(let text) = error { !text.isEmpty } else { false }
        }
    }

    @Test(arguments: [0, -1, 65536])
    func `what is no port is refused`(_ port: Int) async {
        await #expect(throws: NetError.self) { try await resolve("127.0.0.1", port: port) }
    }

    @Test func `more lookups than threads all get their answer`() async throws {
        let found = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<100 { group.addTask { try await resolve("localhost", port: 22).count } }
            return try await group.reduce(0) { $0 + min(1, $1) }
        }
        #expect(found == 100)
    }

    @Test func `a cancelled lookup returns`() async {
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await resolve("localhost", port: 22)
        }
        await #expect(throws: NetError.cancelled) { try await task.value }
    }
}
