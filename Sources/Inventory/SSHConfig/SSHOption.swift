/// One value that OpenSSH's configuration gives: a line of a file, or what stands behind `-o`.
package struct SSHOption: Sendable {
    let keyword: SSHKeyword
    let arguments: [String]
    /// The line as it was written, without the blanks around it.
    let text: String
    /// Where it stands.
    let source: Source

    /// An option as `ssh -o` takes it, `Name=value` or `Name value`; messages quote it as it was written.
    ///
    /// - Throws: for what `ssh` refuses.
    package init(_ option: String, text: String? = nil, from source: Source) throws(InventoryError) {
        let text = text ?? option
        do throws(SSHLine.Refusal) {
            let line = try SSHLine.read(Array(option.utf8), source: source) { _ throws(SSHLine.Refusal) in [] }
            switch line {
            case .option(let option):
                self.init(keyword: option.keyword, arguments: option.arguments, text: text, source: source)
            case .unknown(let word): throw SSHKeyword.unknown(word)
            case .host, .match, .include, nil:
                throw SSHLine.Refusal("this is no option", remedy: "Write Name=value, with a name of ssh_config.")
            }
        } catch {
            throw InventoryError(error.problem(text, at: source))
        }
    }

    init(keyword: SSHKeyword, arguments: [String], text: String, source: Source) {
        self.keyword = keyword
        self.arguments = arguments
        self.text = text
        self.source = source
    }

    /// A value that stands in no file, such as that of `-p`.
    init(_ keyword: SSHKeyword, _ value: String, from source: Source) {
        self.init(keyword: keyword, arguments: [value], text: "\(keyword.name) \(value)", source: source)
    }

    /// The value of a keyword that has one.
    var value: String { arguments.first ?? "" }

    /// Whether it changes what a sweep does.
    package var isHonoured: Bool { Self.honoured.contains(keyword) }

    private static let honoured: Set<SSHKeyword> = [
        .addressFamily, .bindAddress, .ciphers, .codes, .connectTimeout, .globalKnownHostsFile, .hostKeyAlgorithms,
        .hostKeyAlias, .hostName, .identitiesOnly, .identityAgent, .identityFile, .keyboardInteractiveAuthentication,
        .keyExchanges, .passwordAuthentication, .port, .preferredAuthentications, .proxyCommand, .proxyJump,
        .publicKeyAlgorithms, .publicKeyAuthentication, .strictHostKeyChecking, .user, .userKnownHostsFile,
    ]
}
