/// The rows of the catalogue, a file a family or a few.
enum MeaningTable {
    /// Has the compiler look at each row by itself.
    @resultBuilder enum Rows {
        static func buildBlock(_ rows: Meaning...) -> [Meaning] { rows }
    }
}

extension Meaning {
    /// Every meaning. Within a specificity the order is of no matter: a line has one meaning there.
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
