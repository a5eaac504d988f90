import Foundation
import Net
import Testing

@Suite struct ReactorTests {
    @Test func `event loops that are gone leave no descriptor behind`() async throws {
        let open = { try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count }
        let before = try open()
        for _ in 0..<200 { _ = Reactor() }
        // Their descriptors are closed a moment later; other tests open and close some meanwhile.
        for _ in 0..<200 where try open() > before + 100 { try await Task.sleep(for: .milliseconds(20)) }
        #expect(try open() < before + 100)
    }
}
