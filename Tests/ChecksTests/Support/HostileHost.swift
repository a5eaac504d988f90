import Fleet
import Foundation

@testable import Checks

extension LabHost {
    /// The same host with a value in place of another, wherever it was said.
    func replacing(_ value: String, with other: String) -> LabHost {
        var host = self
        for place in record.evidence.indices {
            host.record.evidence[place].output = replacing(value, in: record.evidence[place].output, with: other)
            host.record.evidence[place].errors = replacing(value, in: record.evidence[place].errors, with: other)
        }
        return host
    }

    /// By Foundation, which is built for speed in tests too.
    private func replacing(_ value: String, in bytes: [UInt8], with other: String) -> [UInt8] {
        let (old, new, said) = (Data(value.utf8), Data(other.utf8), Data(bytes))
        var (replaced, start) = (Data(), said.startIndex)
        while let found = said.range(of: old, in: start..<said.endIndex) {
            replaced += said[start..<found.lowerBound] + new
            start = found.upperBound
        }
        return start == said.startIndex ? bytes : Array(replaced + said[start...])
    }
}

extension Dialogue {
    /// Puts a text into all that the server chooses.
    mutating func spoil(with text: String) {
        address += text
        tls?.failure? += text
        talk?.greeting? += text
        talk?.reply?.text += text
        talk?.reply?.code? += text
        talk?.notices.append(text)
        talk?.capabilities.append(text)
    }
}

/// Reads certificates as the product does, and finds a text in each of their names.
struct HostileReader: CertificateReader {
    let attack: String
    private let reader = OpenSSLReader()

    init(attack: String) { self.attack = attack }

    func chain(inPEM bytes: [UInt8]) -> [[UInt8]] { reader.chain(inPEM: bytes) }

    func publicKey(inPEM bytes: [UInt8]) -> String? { reader.publicKey(inPEM: bytes) }

    func facts(of chain: [[UInt8]], names: [String], at time: Int64, caFiles: [String]) -> CertificateFacts? {
        guard var facts = reader.facts(of: chain, names: names, at: time, caFiles: caFiles) else { return nil }
        facts.subject += attack
        facts.issuer += attack
        facts.issuerLocation? += attack
        facts.names = facts.names.map { $0 + attack }
        facts.signature += attack
        facts.problems = facts.problems.map { .init(code: $0.code, text: $0.text + attack, depth: $0.depth) }
        return facts
    }
}
