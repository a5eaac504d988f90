import Foundation

/// The JSON report, as a program that knows nothing but the contract reads it.
struct RunReport: Decodable {
    let exit: Exit
    let totals: Totals
    let hosts: [Host]

    struct Exit: Decodable {
        let status: Int32
        let reason: String
    }

    struct Totals: Decodable {
        let hosts: Int
        let swept: Int
        let loginsProven: Int
    }

    struct Host: Decodable {
        let name: String
        let outcome: String
        let reason: String?
        let items: [String: String]
        let cause: Cause?
        let checks: [Check]
    }

    struct Cause: Decodable {
        let check: String
        let remedy: String
    }

    struct Check: Decodable {
        let id: String
        let verdict: String
        let vantage: String
        let summary: String
        let remedy: String?
        let blockedBy: String?
    }

    init(_ text: String) throws {
        self = try JSONDecoder().decode(RunReport.self, from: Data(text.utf8))
    }

    init(contentsOf path: String) throws {
        self = try RunReport(String(contentsOfFile: path, encoding: .utf8))
    }

    func host(_ name: String) throws -> Host {
        if let host = hosts.first(where: { $0.name == name }) { return host }
        throw TestFailure("\(name) is not in the report")
    }
}
