import Fleet

/// `systemctl show` for one unit.
struct UnitState: Sendable, Equatable {
    let id: String
    let properties: [String: String]

    var isLoaded: Bool { properties["LoadState"] == "loaded" }
    var isMasked: Bool {
        properties["LoadState"] == "masked" || properties["UnitFileState"]?.hasPrefix("masked") == true
    }
    /// A setting of its files is wrong, so systemd can neither start nor restart it.
    var isBroken: Bool { ["bad-setting", "error"].contains(properties["LoadState"]) }
    /// Automatic restarts since the last manual start.
    var restarts: Int { properties["NRestarts"].flatMap { number($0, in: 0...4_294_967_295) } ?? 0 }
    var isLooping: Bool { properties["SubState"] == "auto-restart" }
    var hasGivenUp: Bool { properties["Result"] == "start-limit-hit" }
    /// Ended by SIGKILL: the log then has no reason.
    var wasKilled: Bool { properties["Result"] == "signal" && properties["ExecMainStatus"] == "9" }
    /// The signal that ended the main process; nil for an orderly end.
    var deadlySignal: String? {
        guard ["signal", "core-dump"].contains(properties["Result"]), let status = properties["ExecMainStatus"] else {
            return nil
        }
        let known = [
            "6": "SIGABRT", "9": "SIGKILL", "11": "SIGSEGV", "24": "SIGXCPU (LimitCPU of the unit)",
            "25": "SIGXFSZ (LimitFSIZE of the unit)", "31": "SIGSYS (SystemCallFilter of the unit)",
        ]
        return known[status] ?? "signal \(status)"
    }
    /// The user that starts Dovecot, where the unit names one that is not root.
    var otherUser: String? { properties["User"].flatMap { ["", "root", "0"].contains($0) ? nil : $0 } }
    /// The unit's setting that the signal enforces.
    var limit: String? { deadlySignal?.between("(", " of the unit)").map(String.init) }
    var isActive: Bool { properties["ActiveState"] == "active" }
    var startsAtBoot: Bool {
        // Units in these states are started by an enabled unit.
        ["enabled", "enabled-runtime", "static", "indirect", "generated", "alias", "linked", "transient"]
            .contains(properties["UnitFileState"])
    }

    /// Completes `a unit that …`.
    var absence: String { isMasked ? "is masked" : "does not exist" }

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

extension HostFacts {
    /// A unit that Dovecot's unit requires and that systemd cannot start.
    var missingNeed: UnitState? {
        guard let part = try? partIfCollected("service", "needed"), part.status == 0 else { return nil }
        return UnitState.all(in: part.lines).first { unit in
            !unit.isActive && (unit.isMasked || unit.properties["LoadState"] == "not-found")
        }
    }

    static let remedyForBrokenUnit: Advice = [
        .act(.verifyUnit), .act(.showUnit),
        .act(
            .changeUnit(
                "Correct the setting in the drop-in. A new ExecStart needs an empty \(setting: "ExecStart=") before it."
            )),
        .act(.loadUnits), .restart,
    ]

    static func remedy(for need: UnitState) -> Advice {
        [
            .act(.showUnit),
            .act(
                .changeUnit(
                    "Install or unmask \(setting: need.id), or remove it from Requires and BindsTo in the drop-in.")),
            .act(.loadUnits), .start,
        ]
    }
}
