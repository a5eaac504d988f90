/// Waits for something that another process does in its own time; the limit only ends a test that fails.
func eventually(_ condition: () throws -> Bool) async throws {
    for _ in 0..<1000 {
        if try condition() { return }
        try await Task.sleep(for: .milliseconds(10))
    }
    throw TestFailure(description: "it did not happen within ten seconds")
}
