/// The table of known messages.
enum MeaningTable {
    /// Lets the compiler type-check each row separately.
    @resultBuilder enum Rows {
        static func buildBlock(_ rows: Meaning...) -> [Meaning] { rows }
    }
}

extension Meaning {
    /// Order matters only between specificities.
    static let all: [Meaning] = [
        MeaningTable.limits, MeaningTable.resources, MeaningTable.files, MeaningTable.access, MeaningTable.listeners,
        MeaningTable.configuration, MeaningTable.settings, MeaningTable.mailSettings, MeaningTable.tlsFiles,
        MeaningTable.tlsSettings, MeaningTable.authProcess, MeaningTable.mechanisms, MeaningTable.databases,
        MeaningTable.directories, MeaningTable.otherBackends, MeaningTable.pam, MeaningTable.accounts,
        MeaningTable.userdbFields, MeaningTable.mail, MeaningTable.mailAccess, MeaningTable.remoteMail,
        MeaningTable.processes, MeaningTable.defects, MeaningTable.proxies, MeaningTable.units,
        MeaningTable.denials, MeaningTable.clients, MeaningTable.tlsClients,
    ].flatMap { $0 }
}
