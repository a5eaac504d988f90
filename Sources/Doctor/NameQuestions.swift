package import Fleet
internal import Net
package import Reports

/// Checks that the addresses of hosts resolve here; behind a jump host, that host resolves them.
package enum NameQuestions {
    package static func answers(for hosts: [Host]) async -> [DoctorReport.Answer] {
        let direct = hosts.filter { ($0.jumps ?? []).isEmpty }
        guard !direct.isEmpty else { return [] }
        let lost = await unresolved(Set(direct.map(\.address)))
        let names = direct.filter { lost[$0.address] != nil }.map(\.name)
        guard let first = direct.first(where: { lost[$0.address] != nil }) else {
            return [.init(.pass, "names", "\(direct.count.counted("host")): each address is a number or resolves")]
        }
        return [
            .init(
                names.count == direct.count ? .fail : .warn, "names",
                "the names of \(names.count) of \(direct.count.counted("host")) do not resolve here: \(names.fewNames)",
                "\(first.address): \(lost[first.address] ?? ""). Correct the name, or give ansible_host.")
        ]
    }

    /// The resolver's error for each name that it does not know. A name without an answer within `patience` is left out.
    private static func unresolved(_ names: Set<String>) async -> [String: String] {
        await withTaskGroup(of: (name: String, why: String?)?.self) { group in
            for name in names { group.addTask { (name, await failure(of: name)) } }
            group.addTask {
                try? await Task.sleep(for: patience)
                return nil
            }
            var lost: [String: String] = [:]
            var waiting = names.count
            while waiting > 0, let answer = await group.next(), let answer {
                lost[answer.name] = answer.why
                waiting -= 1
            }
            group.cancelAll()
            return lost
        }
    }

    private static let patience = Duration.seconds(20)

    private static func failure(of name: String) async -> String? {
        do {
            _ = try await resolve(name, port: 22)
            return nil
        } catch .nameNotFound(let words) {
            return words
        } catch {
            return nil
        }
    }
}
