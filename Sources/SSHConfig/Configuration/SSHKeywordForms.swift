/// Keywords of ssh_config(5), Debian's additions, and obsolete ones that OpenSSH ignores.
extension SSHKeyword {
    private static let question = SSHValueType.choice(["yes", "no", "ask"])

    static let forms: [String: SSHValueType] = {
        var forms = valued
        for name in flags { forms[name] = .flag }
        for name in texts { forms[name] = .text }
        for name in times { forms[name] = .time }
        for name in numbers { forms[name] = .number }
        for name in unchecked { forms[name] = .unchecked }
        return forms
    }()

    private static let valued: [String: SSHValueType] = [
        "addressfamily": .choice(["any", "inet", "inet6"]),
        "canonicalizehostname": .choice(["yes", "no", "always"]),
        "casignaturealgorithms": .algorithms(.hostKey),
        "ciphers": .algorithms(.cipher),
        "compression": .exactly(["yes", "no"]),
        "controlmaster": .choice(["yes", "no", "ask", "auto", "autoask"]),
        "globalknownhostsfile": .files,
        "hostbasedacceptedalgorithms": .algorithms(.hostKey),
        "hostkeyalgorithms": .algorithms(.hostKey),
        "identityagent": .agent,
        "kexalgorithms": .algorithms(.keyExchange),
        "knownhostscommand": .command,
        "localcommand": .command,
        "loglevel": .choice([
            "quiet", "fatal", "error", "info", "verbose", "debug", "debug1", "debug2", "debug3",
        ]),
        "macs": .algorithms(.code),
        "port": .port,
        "proxycommand": .command,
        "proxyjump": .jump,
        "pubkeyacceptedalgorithms": .algorithms(.hostKey),
        "pubkeyauthentication": .choice(["yes", "no", "unbound", "host-bound"]),
        "remotecommand": .command,
        "requesttty": .choice(["yes", "no", "force", "auto"]),
        "sessiontype": .choice(["none", "subsystem", "default"]),
        "stricthostkeychecking": .choice(["yes", "no", "ask", "off", "accept-new"]),
        "tunnel": .choice(["yes", "no", "point-to-point", "ethernet"]),
        "updatehostkeys": question,
        "userknownhostsfile": .files,
        "verifyhostkeydns": question,
    ]

    private static let flags = [
        "batchmode", "canonicalizefallbacklocal", "checkhostip", "clearallforwardings", "enableescapecommandline",
        "enablesshkeysign", "exitonforwardfailure", "forkafterauthentication", "forwardx11", "forwardx11trusted",
        "gatewayports", "gssapiauthentication", "gssapidelegatecredentials", "gssapikeyexchange",
        "gssapirenewalforcesrekey", "gssapitrustdns", "hashknownhosts", "hostbasedauthentication", "identitiesonly",
        "kbdinteractiveauthentication", "nohostauthenticationforlocalhost", "passwordauthentication",
        "permitlocalcommand", "proxyusefdpass", "stdinnull", "streamlocalbindunlink", "tcpkeepalive", "visualhostkey",
        "warnweakcrypto",
    ]

    private static let texts = [
        "bindaddress", "bindinterface", "certificatefile", "controlpath", "gssapiclientidentity",
        "gssapiserveridentity", "hostkeyalias", "hostname", "identityfile", "ignoreunknown", "kbdinteractivedevices",
        "pkcs11provider", "preferredauthentications", "refuseconnection", "revokedhostkeys", "securitykeyprovider",
        "tag", "user", "xauthlocation",
    ]

    private static let times = ["connecttimeout", "forwardx11timeout", "serveraliveinterval"]

    private static let numbers = [
        "canonicalizemaxdots", "connectionattempts", "numberofpasswordprompts", "requiredrsasize",
        "serveralivecountmax",
    ]

    private static let unchecked = [
        "addkeystoagent", "afstokenpassing", "canonicaldomains", "canonicalizepermittedcnames", "channeltimeout",
        "cipher", "compressionlevel", "controlpersist", "dynamicforward", "escapechar", "fallbacktorsh",
        "fingerprinthash", "forwardagent", "globalknownhostsfile2", "gssapikexalgorithms", "ipqos",
        "kerberosauthentication", "kerberostgtpassing", "localforward", "logverbose", "obscurekeystroketiming",
        "permitremoteopen", "protocol", "rekeylimit", "remoteforward", "rhostsauthentication",
        "rhostsrsaauthentication", "rsaauthentication", "sendenv", "setenv", "streamlocalbindmask", "syslogfacility",
        "tunneldevice", "useblacklistedkeys", "useprivilegedport", "userknownhostsfile2", "useroaming", "usersh",
        "versionaddendum",
    ]
}
