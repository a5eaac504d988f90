package import Checks
package import Fleet
internal import TLS

extension Run {
    package init(
        _ header: Record.Header, seconds: Double, catalogue: Catalogue, results: [HostResult], interruption: Int?
    ) {
        self.init(
            id: header.id, started: header.started, seconds: seconds, catalogueVersion: Catalogue.version,
            catalogueHash: sha256(Array(catalogue.text.utf8)), agentHash: header.agentHash, items: catalogue.items,
            hosts: results, interruption: interruption, isPartial: header.isPartial ?? false)
    }
}
