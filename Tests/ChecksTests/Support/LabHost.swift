import Fleet

@testable import Checks
@testable import Sweep

/// A host of the lab as it was swept once: the agent's transcript, and what a mail client saw from outside.
struct LabHost {
    let name: String
    var record: HostRecord
    var parameters = Parameters()

    init(_ name: String) throws {
        self.name = name
        let seen = try EvidenceFiles.decode(Seen.self, from: "hosts/\(name).json")
        var host = Host(name: name, address: seen.address)
        host.probe = ProbeAccount(user: seen.user, password: .file("probe.password"))
        host.publicNames = ["\(name).lab.example"]
        host.services = seen.services
        host.caFile = "\(EvidenceFiles.directory)/hosts/ca.pem"
        let evidence = try LabHost.evidence(name)
        let parts = evidence.first { $0.probe == "system" }.map { Parts($0.output) }
        let began = parts?.parts["time"].flatMap { Int64($0.firstLine) } ?? 0
        record = HostRecord(
            host: host, began: began, evidence: evidence, dialogues: seen.dialogues,
            ending: .init(outcome: .swept, seconds: 1))
    }

    func judged() -> HostResult {
        Catalogue.builtIn.judge(record, parameters: parameters, certificates: OpenSSLReader())
    }

    /// One check's answer, before anything explains it.
    func judgement(_ check: any Check) throws(Unjudgeable) -> Judgement {
        try check.judge(Subject(record, parameters: parameters, certificates: OpenSSLReader()))
    }

    var subject: Subject { Subject(record, parameters: parameters, certificates: OpenSSLReader()) }

    private static func evidence(_ name: String) throws -> [Evidence] {
        var decoder = FrameDecoder(nonce: "n0")
        return decoder.append(try EvidenceFiles.bytes("hosts/\(name).txt")).compactMap { event in
            if case .evidence(let evidence) = event { evidence } else { nil }
        }
    }

    private struct Seen: Decodable {
        let user: String
        let address: String
        let services: [MailService]
        let dialogues: [Dialogue]
    }
}
