import Fleet

/// What systemd says of a unit.
struct UnitState: Sendable, Equatable {
    let id: String
    let properties: [String: String]

    var isLoaded: Bool { properties["LoadState"] == "loaded" }
    var isMasked: Bool {
        properties["LoadState"] == "masked" || properties["UnitFileState"]?.hasPrefix("masked") == true
    }
    /// How often systemd has started it again by itself, since somebody last did.
    var restarts: Int { properties["NRestarts"].flatMap { number($0, in: 0...4_294_967_295) } ?? 0 }
    /// Between two starts of a loop.
    var isLooping: Bool { properties["SubState"] == "auto-restart" }
    /// systemd has given up on it.
    var hasGivenUp: Bool { properties["Result"] == "start-limit-hit" }
    /// Whether its main process was ended by SIGKILL. It then had no time to log why.
    var wasKilled: Bool { properties["Result"] == "signal" && properties["ExecMainStatus"] == "9" }
    var isActive: Bool { properties["ActiveState"] == "active" }
    var startsAtBoot: Bool {
        // `static`, `indirect`, `generated` and `alias` units are started by something that is enabled.
        ["enabled", "enabled-runtime", "static", "indirect", "generated", "alias", "linked", "transient"]
            .contains(properties["UnitFileState"])
    }

    /// The units of one `systemctl show`, separated by empty lines.
    static func all(in lines: [Substring]) -> [UnitState] {
        lines.split(whereSeparator: \.isEmpty).compactMap { block in
            let pairs = block.compactMap { line -> (String, String)? in
                line.cut(at: "=").map { (String($0), String($1)) }
            }
            let properties = Dictionary(pairs, uniquingKeysWith: { $1 })
            return properties["Id"].map { UnitState(id: $0, properties: properties) }
        }
    }
}
