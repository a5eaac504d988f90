import Fleet
import Testing

@testable import Checks

@Suite struct CertificateAlikeTests {
    private func compared(_ names: [String], _ change: (inout Host) -> Void = { _ in }) throws -> [Verdict?] {
        let results = try names.map { name in
            var host = try LabHost(name)
            change(&host.record.host)
            return host.judged()
        }
        return Catalogue.builtIn.judgeFleet(results).map { result in
            result.findings.first { $0.check == "tls.alike" }?.verdict
        }
    }

    private let cluster = ["d24-cluster-1", "d24-cluster-2", "d24-cluster-3"]

    @Test func `of hosts that share a name the odd one out is warned of`() throws {
        #expect(try compared(cluster) == [.pass, .pass, .warn])
    }

    @Test func `two have no odd one out, and equal ones pass`() throws {
        #expect(try compared(Array(cluster.dropFirst())) == [.skipped, .skipped])
        #expect(try compared(Array(cluster.dropLast())) == [.pass, .pass])
    }

    @Test func `hosts of other names, or of no common group, are not compared`() throws {
        #expect(try compared(["d24-pam", "d24-vmail", "d24-sql"]) == [.skipped, .skipped, .skipped])
        #expect(try compared(cluster) { $0.groups = [] } == [.skipped, .skipped, .skipped])
        #expect(try compared(cluster) { $0.publicNames = [] } == [.skipped, .skipped, .skipped])
    }
}
