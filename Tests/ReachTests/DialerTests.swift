import Fleet
import Foundation
import Glibc
import Net
import Sweep
import TLS
import Testing

@testable import Reach

/// The connections from outside, to a server that greets.
@Suite struct `The dialer` {
    private static func dialer() throws -> NetDialer { NetDialer(reactor: Reactor(), context: try TLSContext()) }

    @Test func `finds the address of a numeric name, which needs no route`() async throws {
        let found = try await Self.dialer().addresses(of: "127.0.0.1")
        #expect(found == [MailAddress("127.0.0.1", isIPv6: false)])
    }

    @Test func `finds no address of a name that does not resolve`() async throws {
        #expect(try await Self.dialer().addresses(of: "a..b") == [])
    }

    @Test func `reads the greeting`() async throws {
        let server = try Greeter("* OK hello\r\n")
        defer { server.close() }
        let port = try #require(Port(server.port))
        let (reach, text) = try await Self.dialer().dial("127.0.0.1", port: port) { stream in
            (try? await stream.read()).map { String(decoding: $0, as: UTF8.self) }
        }
        #expect(reach == .connected && text == "* OK hello\r\n")
    }

    @Test func `tells a refused connection`() async throws {
        let server = try Greeter("")
        server.close()
        let port = try #require(Port(server.port))
        let (reach, text) = try await Self.dialer().dial("127.0.0.1", port: port) { _ in "connected" }
        #expect(reach == .refused && text == nil)
    }

    @Test func `tells a server that hangs up in the handshake`() async throws {
        let server = try Greeter("* OK hello\r\n")
        defer { server.close() }
        let port = try #require(Port(server.port))
        let (reach, session) = try await Self.dialer().dial("127.0.0.1", port: port) { stream -> Dialogue.TLS? in
            _ = try? await stream.read()
            return try? await stream.startTLS(serverName: "mx1.example.net")
        }
        #expect(reach == .connected)
        let found = try #require(session ?? nil)
        #expect(found.version == nil && found.chain.isEmpty && found.failure != nil)
    }
}

/// Sends a greeting to each client, and closes.
private struct Greeter {
    let port: Int
    private let listener: Int32

    init(_ greeting: String) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = bind(listener, $0, length)
                _ = listen(listener, 8)
                _ = getsockname(listener, $0, &length)
            }
        }
        self.listener = listener
        port = Int(UInt16(bigEndian: address.sin_port))
        Thread.detachNewThread {
            while case let client = accept(listener, nil, nil), client >= 0 {
                let bytes = Array(greeting.utf8)
                _ = write(client, bytes, bytes.count)
                shutdown(client, Int32(SHUT_WR))
                var rest = [UInt8](repeating: 0, count: 4096)
                while read(client, &rest, rest.count) > 0 {}
                Glibc.close(client)
            }
        }
    }

    /// Wakes `accept` too.
    func close() {
        shutdown(listener, Int32(SHUT_RDWR))
        Glibc.close(listener)
    }
}
