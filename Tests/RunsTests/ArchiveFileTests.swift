import Archive
import Diagnostics
import Foundation
import Testing

@testable import Runs

/// Where the archive is, and which files are not used as one.
@Suite struct `The archive's file` {
    @Test(arguments: [
        (["XDG_STATE_HOME": "/state", "HOME": "/home"], "/state/dovesweep/archive.sqlite"),
        (["XDG_STATE_HOME": "state", "HOME": "/home"], "/home/.local/state/dovesweep/archive.sqlite"),
        (["XDG_STATE_HOME": "", "HOME": "/home"], "/home/.local/state/dovesweep/archive.sqlite"),
        (["HOME": "/home"], "/home/.local/state/dovesweep/archive.sqlite"),
    ])
    func `is in XDG_STATE_HOME if that is an absolute path`(environment: [String: String], path: String) {
        #expect(ArchiveFile.path(nil, environment: environment) == path)
        #expect(ArchiveFile.path("a.sqlite", environment: environment) == "a.sqlite")
    }

    @Test func `is made for its owner alone, with its folder`() throws {
        let scratch = try Scratch()
        try ArchiveFile.make(scratch.path("d/a.sqlite")).close()
        #expect(try scratch.mode(of: "d") == 0o700)
        #expect(try scratch.mode(of: "d/a.sqlite") == 0o600)
        let opened = try ArchiveFile.open(scratch.path("d/a.sqlite"))
        #expect(try opened?.runs() == [])
    }

    @Test func `that an option names has to exist`() throws {
        let failure = #expect(throws: CommandFailure.self) { try ArchiveFile.open("/nowhere/a.sqlite") }
        #expect(failure?.status == ExitStatus.wrongFile)
        #expect(failure?.message.hasPrefix("/nowhere/a.sqlite: the archive does not exist") == true)
    }

    @Test(arguments: [0o640, 0o604, 0o622]) func `is not used if other accounts may read or change it`(mode: Int)
        throws
    {
        let scratch = try Scratch()
        let path = scratch.path("a.sqlite")
        try ArchiveFile.make(path).close()
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        for (failing, use) in [
            (ExitStatus.wrongFile, { _ = try ArchiveFile.open(path) }),
            (ExitStatus.notWritten, { _ = try ArchiveFile.make(path) }),
        ] {
            let failure = #expect(throws: CommandFailure.self) { try use() }
            #expect(failure?.status == failing)
            #expect(failure?.message.contains("other accounts may read or change it: chmod 600") == true)
        }
    }

    @Test func `is not a link, nor another program's file`() throws {
        let scratch = try Scratch()
        try ArchiveFile.make(scratch.path("a.sqlite")).close()
        try FileManager.default.createSymbolicLink(
            atPath: scratch.path("link"), withDestinationPath: scratch.path("a.sqlite"))
        let text = try scratch.write(Array("a text that anybody may read".utf8), to: "text")
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: text)
        for (path, words) in [
            (scratch.path("link"), "is not used: it is a symbolic link"), (text, "it is not an archive of dovesweep"),
        ] {
            let failure = #expect(throws: CommandFailure.self) { try ArchiveFile.make(path) }
            #expect(failure?.message.contains(words) == true, "\(failure?.message ?? "")")
        }
        #expect(scratch.bytes(of: "text") == Array("a text that anybody may read".utf8))
    }
}
