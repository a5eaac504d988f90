import Fleet
import Foundation
import Testing

@testable import Checks

/// The tables beside these tests.
enum MeaningLines {
    /// Lines, each with the id of its meaning.
    static let known: [Line] = rows(of: "lines.tsv").map { Line(id: String($0[0]), line: String($0[1])) }

    struct Line: Sendable, CustomTestStringConvertible {
        let id: String
        let line: String
        var testDescription: String { id }
    }

    /// What Dovecot can say: level or function, source file below `src/`, format.
    static let formats: [(level: String, file: String, format: String)] = rows(of: "messages.tsv").map {
        (String($0[0]), String($0[1]), String($0[2]))
    }

    /// Remedies of all known lines, as no hostile host has changed them.
    static let remedies: [Remedy] = known.compactMap { LogLine(parsing: $0.line).known?.advice.remedy(on: .usual) }

    private static func rows(of name: String) -> [[Substring]] {
        let bytes = (try? EvidenceFiles.sibling("ChecksTests/Meanings/\(name)")) ?? []
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map {
            $0.split(separator: "\t", maxSplits: 2, omittingEmptySubsequences: false)
        }
    }
}

/// The level that a message has in a log, and values for its conversions.
struct FilledFormat {
    let level: String
    let file: String
    let format: String

    /// Lines that Dovecot could write, one for each reason that the system could give.
    var lines: [String] {
        let reasons = format.contains("%m") || format.hasSuffix("failed: %s") ? plausibleReasons : [""]
        return reasons.map { "\(sender): \(word): \(filled(reason: $0))" }
    }

    private var sender: String {
        switch file.prefix(while: { $0 != "/" }) {
        case "master": "master"
        case "auth": "auth"
        case "lib-sql": "auth-worker(7)"
        case "login-common", "lib-ssl-iostream", "lib-auth", "lib-auth-client": "imap-login"
        default: "imap(joe)<7><session>"
        }
    }

    private var word: String { level.contains("panic") ? "Panic" : level.contains("fatal") ? "Fatal" : "Error" }

    /// What errno(3) can be after the call that the format names.
    private var plausibleReasons: [String] {
        let call = format.prefix { $0 != "(" }.split { !$0.isLetter && $0 != "_" }.last.map(String.init) ?? ""
        switch call {
        case "connect", "net_connect_unix":
            return [
                "No such file or directory", "Connection refused", "Permission denied",
                "Resource temporarily unavailable",
            ]
        case "listen", "bind", "net_listen_unix":
            return ["Address already in use", "Permission denied", "No such file or directory"]
        case "fork": return ["Resource temporarily unavailable", "Cannot allocate memory"]
        case "pipe", "socketpair", "net_accept", "dup", "dup2", "socket": return ["Too many open files"]
        case "read", "i_stream_read", "i_stream_get_size":
            return ["Input/output error", "Connection reset by peer", "Permission denied"]
        case "write", "write_full", "fsync", "fdatasync", "fdatasync_path", "fd_send", "shutdown":
            return ["No space left on device", "Disk quota exceeded", "Broken pipe", "Input/output error"]
        case "close", "closedir", "lseek", "readdir", "waitpid", "setsid", "kill":
            return ["Input/output error", "No such process"]
        case "chown", "fchown", "seteuid", "initgroups", "setpriority": return ["Operation not permitted"]
        case "getpwnam", "getgrnam", "getpwent": return ["Input/output error", "Connection refused"]
        case "SSL_accept", "SSL_shutdown", "SSL_new", "BIO_new_mem_buf", "BIO_new_bio_pair", "SSL_CTX_new",
            "ENGINE_init":
            return ["error:0A000086:SSL routines::certificate verify failed"]
        case "ldap_search", "ldap_search_ext", "ldap_bind", "ldap_sasl_bind", "ldap_result", "ldap_start_tls_s",
            "ldap_init", "ldap_initialize":
            return ["Operations error", "Can't contact LDAP server", "Invalid credentials"]
        case "pam_acct_mgmt", "pam_setcred", "pam_open_session", "pam_close_session", "pam_start", "pam_end",
            "pam_get_item":
            return ["System error", "Permission denied"]
        default:
            return ["No such file or directory", "Permission denied", "No space left on device", "Not a directory"]
        }
    }

    private func filled(reason: String) -> String {
        var text = ""
        var rest = Array(format.unicodeScalars)[...]
        while let scalar = rest.popFirst() {
            guard scalar == "%" else {
                if scalar == "\\", rest.first == "\"" { continue }
                text.unicodeScalars.append(scalar)
                continue
            }
            var conversion = rest.first
            while let next = conversion, "0123456789.*lhzj+-".unicodeScalars.contains(next) {
                rest.removeFirst()
                conversion = rest.first
            }
            guard let kind = conversion, "smudxcX%M".unicodeScalars.contains(kind) else {
                // A macro of inttypes.h stood here.
                text += "7"
                continue
            }
            rest.removeFirst()
            switch kind {
            case "m": text += reason
            case "s": text += value(before: text, isLast: rest.isEmpty, next: rest.first, reason: reason)
            case "c": text += "x"
            case "x", "X": text += "1f"
            case "%": text += "%"
            case "M": text += "10 M"
            default: text += "7"
            }
        }
        return text
    }

    /// A value for `%s` by what stands around it.
    private func value(before text: String, isLast: Bool, next: Unicode.Scalar?, reason: String) -> String {
        if isLast, !reason.isEmpty, text.hasSuffix("failed: ") { return reason }
        if text.hasSuffix("(") || text.hasSuffix(", "), next == ")" || next == "," || next == " " {
            let call = text.dropLast().split { !$0.isLetter && $0 != "_" }.last.map(String.init) ?? ""
            switch call {
            case "getpwnam", "getgrnam", "seteuid", "initgroups", "imap-master", "service": return "vmail"
            case "net_gethostbyname", "gethostbyname": return "mx.example.net"
            case "ldap_bind", "ldap_sasl_bind": return "cn=dovecot"
            case "access" where next == ")" && format.contains("Invalid input"): return "tcpwrap"
            case "kill": return "77"
            default: return "/srv/mail/joe/file"
            }
        }
        if text.hasSuffix(": ") && isLast
            && (text.contains("irectory") || text.contains("file") || text.contains("Socket"))
        {
            return "/srv/mail/joe/file"
        }
        if text.hasSuffix("Child ") || text.hasSuffix("PID ") { return "77" }
        if text.hasSuffix(" lock ") || text.hasSuffix(" in ") || text.hasSuffix("UID=7: ")
            || text.hasSuffix("outside '") || text.hasSuffix("path '") || text.hasSuffix("path: ")
            || text.hasSuffix("chroot directory: ") || text.hasSuffix("Autodetection failed for ")
            || text.hasSuffix("Maildir: ")
        {
            return "/srv/mail/joe/file"
        }
        if text.isEmpty || text.hasSuffix("file ") || text.hasSuffix("from ") || text.hasSuffix(" to ") {
            return "/srv/mail/joe/file"
        }
        if text.hasSuffix(": ") && isLast { return "some reason" }
        if text.contains("IP") || text.hasSuffix("host ") { return "192.0.2.9" }
        return "word"
    }
}
