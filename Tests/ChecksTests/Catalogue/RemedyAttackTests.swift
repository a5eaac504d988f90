import Fleet
import Foundation
import Testing

@testable import Checks

/// What a host says reaches remedies as values, never as commands.
@Suite struct `A remedy of a hostile host` {
    /// Values that end a word, a quote or a command, open one, or pass for an option; `CANARY` would be made by each.
    static let attacks = [
        "\u{0D4E}';>CANARY;$(>CANARY)`>CANARY`\"|>CANARY&>CANARY\\'!>CANARY\\",
        "\u{0D4E}' ;>CANARY; \"$(>CANARY)\" '\u{0301} | >CANARY #\u{301}'\r>CANARY\u{1b}",
        ";>CANARY;#", "-R", "--reference=/", "=CANARY",
    ]

    @Test(arguments: LabHostTests.names)
    func `has the commands and operators that it has with harmless values`(name: String) throws {
        let host = try LabHost(name)
        for value in Self.values[name] ?? [] {
            let known = Set(host.replacing(value, with: value + "zz").judged().skeletons).union(Self.harmless)
            for replacement in Self.attacks.prefix(2).map({ value + $0 }) + Self.attacks.dropFirst(2) {
                let attacked = host.replacing(value, with: replacement).judged()
                check(attacked, against: known, "\(value) → \(replacement)")
            }
        }
    }

    @Test(arguments: LabHostTests.names) func `survives hostile names of the inventory and of certificates`(
        name: String
    ) throws {
        for attack in Self.attacks {
            var host = try LabHost(name)
            host.record.host.probe?.user += attack
            host.record.host.publicNames += [attack]
            host.record.host.publicAddress = attack
            for place in host.record.dialogues.indices { host.record.dialogues[place].spoil(with: attack) }
            let result = Catalogue.builtIn.judge(
                host.record, parameters: host.parameters, certificates: HostileReader(attack: attack))
            check(result, against: Self.harmless, attack)
        }
    }

    /// The shells that people paste remedies into. No program is found there, so that only redirections could act.
    @Test(arguments: [
        ["sh"], ["bash", "--norc", "-i"], ["zsh", "-f", "-i"], ["fish", "--no-config", "-i"], ["mksh"],
    ])
    func `makes no file when it is pasted into a shell`(shell: [String]) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("paste-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("remedies")
        let attacked = try Self.values.flatMap { name, values in
            let host = try LabHost(name)
            return values.prefix(4).flatMap { value in
                Self.attacks.prefix(2).flatMap { attack in
                    host.replacing(value, with: value + attack).judged().findings.compactMap(\.remedy?.script)
                }
            }
        }
        #expect(attacked.contains { $0.contains("CANARY") })
        try Data((Set(attacked).sorted().joined(separator: "\n") + "\n").utf8).write(to: file)
        try paste(file, into: shell, in: folder)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["remedies"])
    }

    private func paste(_ file: URL, into shell: [String], in folder: URL) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        let program = ["/bin/\(shell[0])", "/usr/bin/\(shell[0])"].first(where: FileManager.default.isExecutableFile)
        process.arguments =
            ["-i", "PATH=/nonexistent", "HOME=/nonexistent", "TERM=dumb", try #require(program)]
            + shell.dropFirst()
        process.currentDirectoryURL = folder
        process.standardInput = try FileHandle(forReadingFrom: file)
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
    }

    private static let judged = LabHostTests.names.compactMap { name in
        (try? LabHost(name)).map { (name: name, result: $0.judged()) }
    }

    /// The lines of all hosts as they were captured, and those that no host has had.
    private static let harmless: Set<ShellSkeleton> = {
        let link = PathPermissions(trail: [], access: [], linked: ["/a"])
        let others =
            MeaningLines.remedies
            + [
                backendRemedy(""), FirewallRemedy(blocker: nil, ports: [993], client: nil).steps,
                FirewallRemedy.listings, FirewallRemedy.unheard, ServiceStable.reading(of: "imap-login"),
                [MailOwner(uid: 1, gid: 1).takeAll(below: "/a", in: link)],
            ].map { (advice: Advice) in advice.remedy(on: .usual) }
        return Set(judged.flatMap(\.result.skeletons) + others.flatMap(\.steps).map { ShellSkeleton($0.line) })
    }()

    /// What remedies may have from each host: their words, and the pieces of them. What a host shares with one before it,
    /// in the same check, is tried there.
    private static let values: [String: [String]] = {
        var seen: Set<[String]> = []
        return Dictionary(
            uniqueKeysWithValues: judged.map { name, result in
                let new = result.findings.flatMap { finding in
                    words(of: finding.remedy).filter { seen.insert([finding.check, $0]).inserted }
                }
                return (name, Set(new).sorted())
            })
    }()

    private static func words(of remedy: Remedy?) -> [String] {
        let words = (remedy?.script ?? "").split { " \n'".contains($0) }
        let pieces = words.flatMap { $0.split { ":=,;".contains($0) } }
        return (words + pieces).filter { $0.utf8.count > 1 }.map(String.init)
    }

    private func check(_ result: HostResult, against known: Set<ShellSkeleton>, _ what: String) {
        for finding in result.findings {
            for step in finding.remedy?.steps ?? [] {
                let skeleton = ShellSkeleton(step.line)
                // Sets are long to print.
                let isAsBefore = known.contains(skeleton)
                switch step {
                case .note: #expect(skeleton.operators.isEmpty, "\(what): \(finding.check): \(step.line)")
                case .run: #expect(isAsBefore, "\(what): \(finding.check): \(step.line)")
                }
                #expect(skeleton.isClosed, "\(what): \(finding.check): \(step.line)")
            }
        }
    }
}

extension HostResult {
    fileprivate var skeletons: [ShellSkeleton] {
        findings.flatMap { $0.remedy?.steps ?? [] }.map { ShellSkeleton($0.line) }
    }
}
