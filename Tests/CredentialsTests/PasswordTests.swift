import Diagnostics
import Fleet
import Foundation
import Glibc
import Inventory
import Testing

@testable import Credentials

/// A folder of a test's own, which goes with it.
final class Scratch {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "dovesweep-\(UUID().uuidString)").path

    init() throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func path(_ name: String) -> String { "\(folder)/\(name)" }

    @discardableResult
    func write(_ text: String, to name: String, mode: Int = 0o600) throws -> String {
        try Data(text.utf8).write(to: URL(filePath: path(name)))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path(name))
        return path(name)
    }
}

/// Where the password of a probe account comes from, and what of it is used.
@Suite struct `A password source` {
    private static func loaded(_ source: ProbeAccount.PasswordSource) -> String? {
        (try? Passwords.load(source)).map { String(decoding: $0.bytes, as: UTF8.self) }
    }

    @Test(
        arguments: [
            ("echo word", "word"), ("echo word; exit 1", nil), ("echo word; kill -9 $$", nil), ("exit 0", nil),
            ("echo", nil), ("printf 'word\\nmore'", "word"),
        ] as [(String, String?)])
    func `that is a command has to succeed, and to print a word`(command: String, word: String?) {
        #expect(Self.loaded(.command(command)) == word)
    }

    @Test(
        arguments: [
            ("word\n", "word"), ("word", "word"), ("word\r\n", "word"), ("two words \n", "two words "), ("\n", nil),
            ("\r\n", nil), ("", nil), ("\nword\n", nil),
        ] as [(String, String?)])
    func `that is a file has it in the first line`(content: String, word: String?) throws {
        let scratch = try Scratch()
        #expect(Self.loaded(.file(try scratch.write(content, to: "p"))) == word)
    }

    @Test(arguments: [
        (ProbeAccount.PasswordSource.file("/nowhere/p"), "the probe password file /nowhere/p does not exist"),
        (.command("exit 3"), "the probe password command “exit 3” failed with exit status 3"),
        (.environment("DOVESWEEP_TEST_MISSING"), "the probe password variable $DOVESWEEP_TEST_MISSING is not set"),
    ])
    func `that gives none is named`(source: ProbeAccount.PasswordSource, words: String) {
        let failure = #expect(throws: CommandFailure.self) { try Passwords.load(source) }
        #expect(failure?.status == ExitStatus.wrongFile)
        #expect(failure?.message.hasPrefix(words) == true, "\(failure?.message ?? "")")
    }

    @Test func `that is a variable is taken out of the environment`() {
        let name = "DOVESWEEP_TEST_PASSWORD"
        setenv(name, "word", 1)
        let there = getenv(name)
        #expect(SecretEnvironment.value(of: name) == nil)
        SecretEnvironment.take(name)
        #expect(getenv(name) == nil)
        // /proc/PID/environ shows the memory that held it.
        #expect(there.map { $0[0] } == 0)
        #expect(Self.loaded(.environment(name)) == "word")
    }
}

/// The passwords of ansible-vault.
@Suite struct `A vault password` {
    @Test(
        arguments: [
            ("#!/bin/sh\necho word\n", nil), ("#!/bin/sh\necho word; exit 1\n", "ended with status 1"),
            ("#!/nowhere\n", "cannot be run"), ("#!/bin/sh\n", "there is no vault password in it"),
        ] as [(String, String?)])
    func `of a program is one if the program succeeds`(program: String, problem: String?) throws {
        let scratch = try Scratch()
        let path = try scratch.write(program, to: "v", mode: 0o700)
        #expect(Self.problem(of: path)?.contains(problem ?? "") == (problem == nil ? nil : true))
    }

    @Test(arguments: [(" word \n", nil), (" \n", "there is no vault password in it")] as [(String, String?)])
    func `of a file is its text without blanks`(content: String, problem: String?) throws {
        let scratch = try Scratch()
        let path = try scratch.write(content, to: "v")
        #expect(Self.problem(of: path)?.contains(problem ?? "") == (problem == nil ? nil : true))
    }

    @Test func `of a missing file is an error, even if nothing is encrypted`() {
        #expect(Self.problem(of: "/nowhere/v")?.contains("the file with the vault password does not exist") == true)
    }

    private static func problem(of path: String) -> String? {
        do {
            _ = try VaultPasswords.vault(files: [path])
            return nil
        } catch {
            return error.description
        }
    }
}
