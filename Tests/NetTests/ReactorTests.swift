import Foundation
import Net
import Testing

@Suite struct ReactorTests {
    @Test(.timeLimit(.minutes(10))) func `event loops that are gone leave no descriptor behind`() async throws {
        let before = Self.loops()
        for _ in 0..<200 { _ = Reactor() }
        // Their descriptors are closed a moment later; other tests make and end a few loops meanwhile.
        while Self.loops() >= before + 100 { try await Task.sleep(for: .milliseconds(20)) }
    }

    private static func loops() -> Int {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        return files.count { name in
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(name)"))?
                .contains("eventpoll") == true
        }
    }
}
