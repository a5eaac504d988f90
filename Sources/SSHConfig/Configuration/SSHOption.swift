package import Diagnostics
package import Fleet

/// A keyword with its arguments, from a file or from `-o`.
package struct SSHOption: Sendable {
    let keyword: SSHKeyword
    let arguments: [String]
    /// As written, trimmed.
    let text: String
    let source: Source

    /// Parses `Name=value` or `Name value`, as `ssh -o` does.
    package init(_ option: String, text: String? = nil, from source: Source) throws(InputError) {
        let text = text ?? option
        do throws(SSHLine.Refusal) {
            let line = try SSHLine.read(Array(option.utf8), source: source) { _ throws(SSHLine.Refusal) in [] }
            switch line {
            case .option(let option):
                self.init(keyword: option.keyword, arguments: option.arguments, text: text, source: source)
            case .unknown(let word): throw SSHKeyword.unknown(word)
            case .host, .match, .include, nil:
                throw SSHLine.Refusal("this is not an option", remedy: "Write Name=value, with a name of ssh_config.")
            }
        } catch {
            throw InputError(error.problem(text, at: source))
        }
    }

    init(keyword: SSHKeyword, arguments: [String], text: String, source: Source) {
        self.keyword = keyword
        self.arguments = arguments
        self.text = text
        self.source = source
    }

    init(_ keyword: SSHKeyword, _ value: String, from source: Source) {
        self.init(keyword: keyword, arguments: [value], text: "\(keyword.name) \(value)", source: source)
    }

    package static func user(_ user: String, from source: Source) -> SSHOption {
        SSHOption(.user, user, from: source)
    }

    package static func port(_ port: Port, from source: Source) -> SSHOption {
        SSHOption(.port, "\(port)", from: source)
    }

    var value: String { arguments.first ?? "" }

    /// Whether dovesweep applies it.
    package var isHonoured: Bool { Self.honoured.contains(keyword) }

    private static let honoured: Set<SSHKeyword> = [
        .addressFamily, .bindAddress, .ciphers, .codes, .connectTimeout, .globalKnownHostsFile, .hostKeyAlgorithms,
        .hostKeyAlias, .hostName, .identitiesOnly, .identityAgent, .identityFile, .keyboardInteractiveAuthentication,
        .keyExchanges, .passwordAuthentication, .port, .preferredAuthentications, .proxyCommand, .proxyJump,
        .publicKeyAlgorithms, .publicKeyAuthentication, .strictHostKeyChecking, .user, .userKnownHostsFile,
    ]
}
