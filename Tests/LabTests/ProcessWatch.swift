import Dispatch
import Foundation
import Glibc
import Synchronization

/// Looks at the arguments and the environment of every process of the machine, again and again while something goes on.
///
/// The processes in the lab's containers are processes of this machine too. New ones are found by the number that the
/// kernel gave last, so that a look costs microseconds; each is looked at until it ends, since it may become another.
final class ProcessWatch: Sendable {
    /// What the watch has seen.
    struct Seen: Sendable {
        /// Each argument list and environment, whose words end in NUL.
        var texts: Set<[UInt8]> = []

        /// The texts that hold a secret.
        func texts(with secret: Secret) -> [String] {
            texts.filter(secret.isIn).map(Self.words)
        }

        func contains(_ words: String) -> Bool {
            texts.contains { Self.words($0).contains(words) }
        }

        private static func words(_ text: [UInt8]) -> String {
            String(decoding: text.map { $0 == 0 ? UInt8(ascii: " ") : $0 }, as: UTF8.self)
        }
    }

    private let isOver = Atomic(false)

    /// Watches until the body has ended, and gives what it returned and what was seen meanwhile.
    static func during<T: Sendable>(_ body: () async throws -> T) async throws -> (T, Seen) {
        let watch = ProcessWatch()
        // Before the body begins: what is new from now on is its.
        var before = Seen()
        let last = lastProcess()
        for process in all() { _ = look(at: process, &before) }
        async let seen = watch.look(from: last, before)
        let result: Result<T, any Error>
        do { result = .success(try await body()) } catch { result = .failure(error) }
        watch.isOver.store(true, ordering: .relaxed)
        return (try result.get(), await seen)
    }

    private func look(from last: Int, _ seen: Seen) async -> Seen {
        await withCheckedContinuation { continuation in
            DispatchQueue(label: "watch").async { continuation.resume(returning: self.lookAround(from: last, seen)) }
        }
    }

    private func lookAround(from last: Int, _ seen: Seen) -> Seen {
        var (last, seen) = (last, seen)
        // When each was there last; it is given up a second later, as a number is given before its process can be seen.
        var watched: [Int: ContinuousClock.Instant] = [:]
        while !isOver.load(ordering: .relaxed) {
            let newest = Self.lastProcess()
            let now = ContinuousClock.now
            if newest > last { for process in (last + 1)...newest { watched[process] = now } }
            last = newest
            for (process, time) in watched {
                if Self.look(at: process, &seen) {
                    watched[process] = now
                } else if now - time > .seconds(1) {
                    watched[process] = nil
                }
            }
        }
        for process in Self.all() { _ = Self.look(at: process, &seen) }
        return seen
    }

    /// Notes what a process shows; false when it is gone.
    private static func look(at process: Int, _ seen: inout Seen) -> Bool {
        guard let arguments = contents(of: "/proc/\(process)/cmdline") else { return false }
        if !arguments.isEmpty { seen.texts.insert(arguments) }
        if let environment = contents(of: "/proc/\(process)/environ"), !environment.isEmpty {
            seen.texts.insert(environment)
        }
        return true
    }

    private static func all() -> [Int] {
        ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { Int($0) }
    }

    /// The last field of /proc/loadavg: proc(5).
    private static func lastProcess() -> Int {
        let fields = (contents(of: "/proc/loadavg") ?? []).split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }
        return fields.last.flatMap { Int(String(decoding: $0, as: UTF8.self)) } ?? 0
    }

    private static func contents(of path: String) -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        return withUnsafeTemporaryAllocation(byteCount: 16_384, alignment: 1) { buffer in
            let count = read(file, buffer.baseAddress, buffer.count)
            return count < 0 ? nil : Array(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
    }
}
