internal import Assessment
internal import Fleet

extension HostResult {
    var json: JSONValue {
        [
            "name": .string(host.name), "address": .string(host.address), "port": .int(host.port.number),
            "groups": .strings(host.groups), "role": .string(host.role.rawValue),
            "state": .string(host.state.rawValue),
            "outcome": .string(outcome.rawValue), "reason": .optional(reason), "seconds": .seconds(seconds),
            "loginAsked": .bool(host.probe?.password != nil), "loginProven": .bool(loginProven),
            "facts": .object(facts.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }),
            "items": .object(columns.map { ($0.rawValue, .string(verdict(of: $0).rawValue)) }),
            "waived": .strings(waivedItems.map(\.rawValue)), "cause": cause.map(\.json) ?? .null,
            "checks": .array(findings.map(\.json)),
        ]
    }
}

extension Cause {
    fileprivate var json: JSONValue {
        [
            "check": .string(check), "summary": .string(summary), "signature": .string(signature),
            "said": .strings(said), "remedy": .string(remedy.script), "steps": .array(remedy.steps.map(\.json)),
        ]
    }
}

extension Remedy.Step {
    fileprivate var json: JSONValue {
        switch self {
        case .run(let command): ["run": .string(command.text)]
        case .note(let note): ["note": .string(note.text)]
        }
    }
}

extension Finding {
    var json: JSONValue {
        [
            "id": .string(check), "item": .string(item.rawValue), "verdict": .string(verdict.rawValue),
            "severity": .string(severity.rawValue), "vantage": .string(vantage.rawValue),
            "summary": .string(summary), "signature": .string(signature),
            "evidence": .array(
                evidence.map { ["probe": .string($0.probe), "excerpt": .string($0.excerpt)] }),
            "said": .strings(said),
            "remedy": .optional(remedy?.script), "blockedBy": .optional(blockedBy),
            "waiver": waiver.map(\.json) ?? .null,
            "failingSince": .optional(failingSince.map(timestamp)),
        ]
    }
}

extension Waiver {
    var json: JSONValue {
        [
            "hosts": .string(hosts), "subject": .string(subject), "reason": .string(reason), "owner": .string(owner),
            "until": .string(until), "source": .string(source),
        ]
    }
}
