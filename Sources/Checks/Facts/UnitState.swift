/// What systemd says of a unit.
struct UnitState: Sendable, Equatable {
    let id: String
    let properties: [String: String]

    var isLoaded: Bool { properties["LoadState"] == "loaded" }
    var isMasked: Bool {
        properties["LoadState"] == "masked" || properties["UnitFileState"]?.hasPrefix("masked") == true
    }
    var isActive: Bool { properties["ActiveState"] == "active" }
    var startsAtBoot: Bool {
        // `static`, `indirect`, `generated` and `alias` units are started by something that is enabled.
        ["enabled", "enabled-runtime", "static", "indirect", "generated", "alias", "linked", "transient"]
            .contains(properties["UnitFileState"])
    }

    /// The units of one `systemctl show`, separated by empty lines.
    static func all(in lines: [Substring]) -> [UnitState] {
        lines.split(separator: "").compactMap { block in
            let pairs = block.compactMap { line -> (String, String)? in
                guard let sign = line.firstIndex(of: "=") else { return nil }
                return (String(line[..<sign]), String(line[line.index(after: sign)...]))
            }
            let properties = Dictionary(pairs, uniquingKeysWith: { $1 })
            return properties["Id"].map { UnitState(id: $0, properties: properties) }
        }
    }
}
