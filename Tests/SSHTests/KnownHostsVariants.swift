/// What known_hosts may say of a host, for comparing what we make of it with what ssh does.
///
/// `ED` and `EC` stand for the host's keys, `ED'` and `EC'` for others of the same types, `EC384'` for one of a type
/// that the host has none of; `HOST` for its name as it is looked up, `HASH` for that name hashed.
struct KnownHostsVariant: Sendable {
    let what: String
    var host = "mx1.example.net"
    var port = 22
    /// The user's files.
    let files: [String]
    /// The system's file.
    var system = ""

    init(_ what: String, host: String = "mx1.example.net", port: Int = 22, _ files: String..., system: String = "") {
        (self.what, self.host, self.port, self.files, self.system) = (what, host, port, files, system)
    }

    static let all = names + keys + forms + markers

    private static let names = [
        KnownHostsVariant("nothing", ""),
        KnownHostsVariant("a plain name", "mx1.example.net ED\n"),
        KnownHostsVariant("another name", "mx2.example.net ED\n"),
        KnownHostsVariant("the beginning of the name", "mx1.example ED\n"),
        KnownHostsVariant("upper case in the file", "MX1.Example.NET ED\n"),
        KnownHostsVariant("upper case in the question", host: "MX1.example.net", "mx1.example.net ED\n"),
        KnownHostsVariant("several names", "mx0.example.net,mx1.example.net,192.0.2.7 ED\n"),
        KnownHostsVariant("a port", port: 2222, "[mx1.example.net]:2222 ED\n"),
        KnownHostsVariant("another port", port: 2222, "[mx1.example.net]:2223 ED\n"),
        KnownHostsVariant("a name alone for another port", port: 2222, "mx1.example.net ED\n"),
        KnownHostsVariant("a wrong key of the name alone for another port", port: 2222, "mx1.example.net ED'\n"),
        KnownHostsVariant(
            "a wrong key of the port, a right one of the name", port: 2222,
            "[mx1.example.net]:2222 ED'\nmx1.example.net ED\n"),
        KnownHostsVariant("a port that is SSH's own, in brackets", "[mx1.example.net]:22 ED\n"),
        KnownHostsVariant("brackets without a port", "[mx1.example.net] ED\n"),
        KnownHostsVariant("a glob", "*.example.net ED\n"),
        KnownHostsVariant("a glob for one character", "mx?.example.net ED\n"),
        KnownHostsVariant("a glob that does not fit", "mx??.example.net ED\n"),
        KnownHostsVariant("a glob for everything", "* ED\n"),
        KnownHostsVariant("a glob for everything, and a port", port: 2222, "* ED\n"),
        KnownHostsVariant("a glob in brackets", port: 2222, "[*.example.net]:2222 ED\n"),
        KnownHostsVariant("a glob for the port", port: 2222, "[mx1.example.net]:* ED\n"),
        KnownHostsVariant("an exclusion", "*.example.net,!mx1.example.net ED\n"),
        KnownHostsVariant("an exclusion of another", "*.example.net,!mx2.example.net ED\n"),
        KnownHostsVariant("an exclusion that comes first", "!mx1.example.net,*.example.net ED\n"),
        KnownHostsVariant("an exclusion, and a line of its own", "*,!mx1.example.net ED'\nmx1.example.net ED\n"),
        KnownHostsVariant("nothing but an exclusion of another", "!mx2.example.net ED\n"),
        KnownHostsVariant("a hashed name", "HASH ED\n"),
        KnownHostsVariant("a hashed name with a port", port: 2222, "HASH ED\n"),
        KnownHostsVariant("a hashed name, asked for in upper case", host: "MX1.EXAMPLE.NET", "HASH ED\n"),
        KnownHostsVariant("an address", host: "192.0.2.7", "192.0.2.7 ED\n"),
        KnownHostsVariant("an IPv6 address", host: "2001:db8::7", "2001:db8::7 ED\n"),
        KnownHostsVariant("an IPv6 address with a port", host: "2001:db8::7", port: 2222, "[2001:db8::7]:2222 ED\n"),
        KnownHostsVariant("an alias that is no name of a host", host: "fleet_mx-1", "fleet_mx-1 ED\n"),
    ]

    private static let keys = [
        KnownHostsVariant("the other key", "HOST EC\n"),
        KnownHostsVariant("both keys", "HOST EC\nHOST ED\n"),
        KnownHostsVariant("a wrong key", "HOST ED'\n"),
        KnownHostsVariant("a wrong key of the other type", "HOST EC'\n"),
        KnownHostsVariant("a key of a type that the host has not", "HOST EC384'\n"),
        KnownHostsVariant("a key of a type that the host has not, and a right one", "HOST EC384'\nHOST EC\n"),
        KnownHostsVariant("two keys of a type, the first one right", "HOST ED\nHOST ED'\n"),
        KnownHostsVariant("two keys of a type, the second one right", "HOST ED'\nHOST ED\n"),
        KnownHostsVariant("a wrong key, then a right one of the other type", "HOST ED'\nHOST EC\n"),
        KnownHostsVariant("a right key of the other type, then a wrong one", "HOST EC\nHOST ED'\n"),
        KnownHostsVariant("a right key, then a wrong one of the other type", "HOST ED\nHOST EC'\n"),
        KnownHostsVariant("a wrong key of the other type, then a right one", "HOST EC'\nHOST ED\n"),
        KnownHostsVariant("a wrong key in a glob, a right one by name", "* ED'\nHOST ED\n"),
        KnownHostsVariant("the second file", "HOST EC384'\n", "HOST ED\n"),
        KnownHostsVariant("the system's file", "", system: "HOST ED\n"),
        KnownHostsVariant("a wrong key of the user's, a right one of the system's", "HOST ED'\n", system: "HOST ED\n"),
        KnownHostsVariant("a right key of the user's, a wrong one of the system's", "HOST ED\n", system: "HOST ED'\n"),
    ]

    private static let forms = [
        KnownHostsVariant("no end of line", "HOST ED"),
        KnownHostsVariant("a comment behind the key", "HOST ED joe@desk 2024\n"),
        KnownHostsVariant("a comment", "# HOST ED\n"),
        KnownHostsVariant("a comment that is indented, and an empty line", "  # HOST ED\n\n\n"),
        KnownHostsVariant("trailing blanks", "HOST ED  \t \n"),
        KnownHostsVariant("leading blanks", "  \tHOST ED\n"),
        KnownHostsVariant("tabs", "HOST\tED\n"),
        KnownHostsVariant("several blanks between the fields", "HOST   ED\n"),
        KnownHostsVariant("lines that end as on Windows", "mx2 ED'\r\nHOST ED\r\n"),
        KnownHostsVariant("lines that end as on Windows, with a comment", "HOST ED joe\r\n"),
        KnownHostsVariant("a broken line before a right one", "HOST ssh-ed25519 AAAA!\nHOST ED\n"),
        KnownHostsVariant("a cut line", "HOST ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI\n"),
        KnownHostsVariant("a type that is not the key's", "HOST ecdsa-sha2-nistp256 ED25519\n"),
        KnownHostsVariant("no type", "HOST ED25519\n"),
        KnownHostsVariant("a byte order mark", "\u{FEFF}HOST ED\n"),
        KnownHostsVariant("an empty name in the list", "mx0,,HOST ED\n"),
        KnownHostsVariant("a comma at the end of the list", "HOST, ED\n"),
        KnownHostsVariant("a hash of an unknown kind", "|2|AAAA|AAAA ED\nHOST ED\n"),
    ]

    private static let markers = [
        KnownHostsVariant("a revoked key", "@revoked HOST ED\n"),
        KnownHostsVariant("a revoked key for all hosts, of a known host", "@revoked * ED\nHOST ED\n"),
        KnownHostsVariant("a revoked key after the line that knows it", "HOST ED\n@revoked HOST ED\n"),
        KnownHostsVariant("a revoked key of the other type", "HOST ED\n@revoked * EC\n"),
        KnownHostsVariant("a revoked key of another host", "HOST ED\n@revoked mx2 ED\n"),
        KnownHostsVariant("a revoked key that the host has not", "HOST ED\n@revoked HOST ED'\n"),
        KnownHostsVariant("a revoked key in the system's file", "HOST ED\n", system: "@revoked * ED\n"),
        KnownHostsVariant(
            "a revoked key of the name alone for another port", port: 2222, "@revoked mx1.example.net ED\n"),
        KnownHostsVariant("an authority", "@cert-authority HOST ED'\n"),
        KnownHostsVariant("an authority that is the host's own key", "@cert-authority HOST ED\n"),
        KnownHostsVariant("an authority, and the right key", "@cert-authority * ED'\nHOST ED\n"),
        KnownHostsVariant("an authority, and a wrong key", "@cert-authority * ED\nHOST ED'\n"),
        KnownHostsVariant("a marker in upper case", "@REVOKED HOST ED\n"),
        KnownHostsVariant("a marker that is not known, and a right line", "@trusted HOST ED\nHOST ED\n"),
        KnownHostsVariant("a marker without blanks", "@revokedHOST ED\nHOST ED\n"),
    ]
}
