internal import Diagnostics
import Fleet
internal import TextFiles

/// Evaluates the configuration as `ssh` does: the first value counts, and `Match` sees earlier values.
struct SSHResolver {
    let request: SSHConfiguration.Request
    let running: (String) -> Bool
    /// What `Host` matches; in the second pass, the result of `HostName`.
    private(set) var host: String
    private(set) var isFinal = false
    private(set) var values: [SSHKeyword: SSHOption] = [:]
    /// All values count.
    private(set) var identityFiles: [SSHOption] = []
    private(set) var unknownConditions: [String] = []
    private var isActive = true
    private var wantsFinal = false
    private var problems: [InputError.Problem] = []

    init(_ request: SSHConfiguration.Request, running: @escaping (String) -> Bool) {
        self.request = request
        self.running = running
        host = request.host
    }

    mutating func resolve(_ configuration: SSHConfiguration) throws(InputError) -> SSHConfiguration.Resolution {
        request.options.forEach { apply($0) }
        try SSHNames.check(host: request.host)
        if let option = values[.user] { try SSHNames.check(user: option) }
        try pass(configuration)
        host = try SSHAddress.canonical(hostName(), family: values[.addressFamily]?.value)
        if wantsFinal || canonicalizes {
            values[.hostName] = SSHOption(
                .hostName, host, from: values[.hostName]?.source ?? Source(file: request.host))
            isFinal = true
            try pass(configuration)
        }
        return try resolution()
    }

    private var canonicalizes: Bool { (values[.canonicalizeHostname]?.value ?? "no") != "no" }

    private mutating func pass(_ configuration: SSHConfiguration) throws(InputError) {
        for lines in [configuration.user, configuration.system] {
            isActive = true
            try read(lines, isDead: false)
        }
        guard problems.isEmpty else { throw InputError(problems) }
    }

    /// Lines included where nothing applies (`isDead`) are checked but not applied.
    private mutating func read(_ lines: [SSHLine], isDead: Bool) throws(InputError) {
        for line in lines {
            switch line.statement {
            case .host(let parts): isActive = !isDead && isMeant(by: parts)
            case .match(let conditions):
                let isMatch = try meets(conditions, isDead: isDead, at: line.source)
                isActive = !isDead && isMatch
            case .include(let files):
                let wasActive = isActive
                for file in files {
                    try read(file, isDead: isDead || !wasActive)
                    isActive = wasActive
                }
            case .option(let option): if isActive { apply(option) }
            case .unknown(let word): check(word, at: line.source)
            }
        }
    }

    private func isMeant(by parts: [SSHLine.HostPart]) -> Bool {
        let matches = parts.filter { $0.pattern.matches(host) }
        return !matches.isEmpty && !matches.contains(where: \.isNegated)
    }

    private mutating func apply(_ option: SSHOption) {
        switch option.keyword {
        case .identityFile:
            if !identityFiles.contains(where: { $0.value == option.value }) { identityFiles.append(option) }
        // `ProxyJump none` does not block a `ProxyCommand`.
        case .proxyCommand where values[.proxyJump]?.arguments.isEmpty == false: break
        case .proxyJump where values[.proxyCommand] != nil: break
        // `none` equals OpenSSH's unset value, so a later one counts.
        case .connectTimeout where option.value == "none": break
        default:
            if option.arguments.isEmpty, option.keyword != .proxyJump { break }
            if values[option.keyword] == nil { values[option.keyword] = option }
        }
    }

    private mutating func check(_ word: String, at source: Source) {
        let patterns = values[.ignoreUnknown].map { SSHPatternList($0.value.lowercased()) }
        guard patterns?.matches(word.lowercased()) != true else { return }
        problems.append(SSHKeyword.unknown(word).problem(word, at: source))
    }

    private func hostName() throws(InputError) -> String {
        guard let option = values[.hostName] else { return request.host }
        return isFinal ? option.value : try SSHTokens(["h": request.host]).expand(option.value, of: option)
    }
}

extension SSHResolver {
    /// Checks all conditions, because `final` counts anywhere. A failed condition prevents later commands.
    private mutating func meets(
        _ conditions: [SSHCondition], isDead: Bool, at source: Source
    ) throws(InputError) -> Bool {
        let host = try hostName()
        var isMatch = true
        for condition in conditions {
            let isMet: Bool
            switch condition.test {
            case .all: isMet = true
            case .final:
                wantsFinal = true
                isMet = isFinal
            case .canonical: isMet = isFinal
            case .host(let patterns): isMet = patterns.matches(host.lowercased())
            case .originalHost(let patterns): isMet = patterns.matches(request.host.lowercased())
            case .user(let patterns): isMet = patterns.matches(user)
            case .localUser(let patterns): isMet = patterns.matches(request.coordinator.user)
            case .tagged(let patterns): isMet = patterns.matches(values[.tag]?.value ?? "")
            case .exec(let command):
                // `ssh` checks tokens even without running the command.
                let alias = values[.hostKeyAlias]?.value ?? host
                let command = try tokens(host: host, alias: alias).expand(command, at: source)
                guard isMatch, !isDead else { continue }
                isMet = running(command)
            case .unsupported(let name):
                if isMatch, !isDead { tellUnknown(name, at: source) }
                isMatch = false
                continue
            }
            if isMet == condition.isNegated { isMatch = false }
        }
        return isMatch
    }

    private mutating func tellUnknown(_ condition: String, at source: Source) {
        let sentence =
            "\(source): Match has the condition \"\(condition)\", which dovesweep does not support: "
            + "use another condition for this host."
        if !unknownConditions.contains(sentence) { unknownConditions.append(sentence) }
    }

    /// The login account, as known so far.
    var user: String { values[.user]?.value ?? request.coordinator.user }

    var port: Port { values[.port].flatMap { SSHValueType.port($0.value) } ?? 22 }

    func tokens(host: String, alias: String) -> SSHTokens {
        let coordinator = request.coordinator
        return SSHTokens([
            "C": SHA1.hexadecimal(Array("\(coordinator.hostName)\(host)\(port)\(user)".utf8)),
            "L": String(coordinator.hostName.upTo(anyOf: ".")), "d": coordinator.home, "h": host, "k": alias,
            "i": String(coordinator.userID), "l": coordinator.hostName, "n": request.host, "p": String(port), "r": user,
            "u": coordinator.user,
        ])
    }
}
