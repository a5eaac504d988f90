import Fleet
import Testing

@testable import Checks
@testable import Sweep

/// A host of the lab as it was swept once: the agent's transcript, and what a mail client saw from outside.
struct LabHost {
    let name: String
    var record: HostRecord
    var parameters = Parameters()

    init(_ name: String) throws {
        try self.init(
            name, transcript: "hosts/\(name).txt", seen: "hosts/\(name).json", authority: "hosts/ca.pem")
    }

    init(_ name: String, transcript: String, seen file: String, authority: String) throws {
        self.name = name
        let seen = try EvidenceFiles.decode(Seen.self, from: file)
        var host = Host(name: name, address: seen.address)
        host.probe = ProbeAccount(user: seen.user, password: .file("probe.password"))
        host.publicNames = seen.publicNames ?? ["\(name).lab.example"]
        host.groups = seen.groups ?? []
        host.role = seen.role ?? .mailbox
        host.publicAddress = seen.publicAddress
        host.services = seen.services
        host.caFile = "\(EvidenceFiles.directory)/\(authority)"
        let evidence = try LabHost.evidence(transcript)
        let parts = evidence.first { $0.probe == "system" }.map { ProbeOutput($0.output) }
        let began = parts?.parts["time"].flatMap { number($0.firstLine, in: unixTimes) } ?? 0
        record = HostRecord(
            host: host, began: began, evidence: evidence, dialogues: seen.dialogues,
            ending: .init(outcome: .swept, seconds: 1))
    }

    func judged() -> HostResult {
        Catalogue.builtIn.judge(record, parameters: parameters, certificates: OpenSSLReader())
    }

    /// The same host with something else in what a probe printed, which must have been there.
    func with(_ new: String, for old: String, in probe: ProbeName) throws -> LabHost {
        var other = self
        let index = try #require(other.record.evidence.firstIndex { $0.probe == probe })
        let text = String(decoding: other.record.evidence[index].output, as: UTF8.self)
        #expect(text.contains(old), "nothing to replace in \(probe.rawValue) of \(name)")
        other.record.evidence[index].output = Array(text.replacing(old, with: new).utf8)
        return other
    }

    /// The same host with what a probe printed once the host had been given another shape (`Evidence/shapes`).
    func shaped(_ shape: String, _ probes: ProbeName...) throws -> LabHost {
        var other = self
        for probe in probes {
            let index = try #require(other.record.evidence.firstIndex { $0.probe == probe })
            other.record.evidence[index].output = try EvidenceFiles.bytes("shapes/\(shape).\(probe.rawValue).txt")
            if probe == "password" { other.record.evidence[index].ending = .exited(77) }
        }
        return other
    }

    /// The same host with another outcome of one part of a probe.
    func with(_ probe: ProbeName, _ part: String, _ text: String, status: Int) throws -> LabHost {
        var other = self
        let index = try #require(other.record.evidence.firstIndex { $0.probe == probe })
        // A part that comes later wins.
        other.record.evidence[index].output += Array("\n== \(part)\n\(text)\n\n== status \(status)\n".utf8)
        return other
    }

    /// The same host with other dialogues.
    func with(dialogues change: (inout Dialogue) -> Void) -> LabHost {
        var other = self
        for index in other.record.dialogues.indices { change(&other.record.dialogues[index]) }
        return other
    }

    /// The same host where the tunnel was used too, and showed what clients saw.
    var alsoThroughSSH: LabHost {
        var other = self
        other.record.dialogues += record.dialogues.filter { $0.vantage == .outside && $0.service.isIMAP }.map {
            var dialogue = $0
            (dialogue.vantage, dialogue.address) = (.tunnel, "127.0.0.2")
            return dialogue
        }
        return other
    }

    /// The same host before any password was tried.
    var unproven: LabHost {
        var other = self
        other.record.dialogues = []
        other.record.evidence.removeAll { $0.probe == "password" }
        return other
    }

    /// One check's answer, before anything explains it, with its remedy in the words of the host.
    func judgement(_ check: any Check) throws(MissingFact) -> Judgement {
        var judgement = try check.judge(subject)
        judgement.remedy = judgement.remedy.map { Advice($0.remedy(on: subject.platform)) }
        return judgement
    }

    /// The same host as another distribution and another service manager would have it.
    func on(release: String, services part: String? = nil) throws -> LabHost {
        var other = try with("system", "release", release, status: 0)
        guard let part else { return other }
        other = try other.with("service", "systemd", "sh: systemctl: not found", status: 127)
        return try other.with("service", part, "", status: 0)
    }

    var subject: HostFacts { HostFacts(record, parameters: parameters, certificates: OpenSSLReader()) }

    private static func evidence(_ transcript: String) throws -> [Evidence] {
        var decoder = FrameDecoder(nonce: "n0")
        return decoder.append(try EvidenceFiles.bytes(transcript)).compactMap { event in
            if case .evidence(let evidence) = event { evidence } else { nil }
        }
    }

    private struct Seen: Decodable {
        let user: String
        let address: String
        /// Not said where it was captured long ago.
        let groups: [String]?
        let role: Host.Role?
        let publicAddress: String?
        let publicNames: [String]?
        let services: [MailService]
        let dialogues: [Dialogue]
    }
}

extension Advice {
    /// The steps in the words of a host like most.
    var script: String { remedy(on: .usual).script }
}
