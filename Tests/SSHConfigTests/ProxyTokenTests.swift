import Fleet
import Foundation
import SSHConfig
import Testing

/// `ssh -G` leaves the tokens of key files and of a ProxyCommand as they are, so it is watched on its way instead.
struct ProxyTokenTests {
    @Test(
        .enabled(if: OpenSSH.isOurs),
        arguments: [
            "IdentityFile ~/.ssh/%h-%n-%p-%r", "IdentityFile /%u/%i/%d/%L/%l/%k/%C/%%",
            "IdentityFile ${DOVESWEEP_TEST}/%%k",
            "IdentityFile none", "IdentityFile ~//two", "HostKeyAlias Alias\nIdentityFile /%k",
            "HostKeyAlias Alias\nProxyCommand echo %k %h %n %p %r %% ${HOME} \"%h\" >/dev/null", "User root",
        ])
    func `key files and the command of the proxy are those that ssh uses`(text: String) throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "dovesweep-ssh-\(UUID().uuidString)")
        let configuration = "Host Mx1\nHostName Real.%h\nPort 2022\n\(text)\nProxyCommand echo none of %h >/dev/null\n"
        try configuration.write(to: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: file) }
        let lines = OpenSSH.run(["-v", "-F", file.path, "Mx1", "true"]).errors.split(whereSeparator: \.isNewline)
        let keys = lines.compactMap { line in
            line.hasPrefix("debug1: identity file ")
                ? line.split(separator: " ").dropFirst(3).first.map(String.init) : nil
        }.filter { !$0.hasSuffix("-cert") }
        let command = try #require(
            lines.compactMap { $0.split(separator: "proxy command: exec ").dropFirst().first }.first)

        let settings = try SSHConfiguration.resolve(["Mx1"], file: file.path).settings
        #expect(settings.proxyCommand == String(command))
        #expect(settings.triesUsualIdentities ? keys.count == 7 : settings.identityFiles == keys)
    }
}
