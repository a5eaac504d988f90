import FuzzSupport

/// Texts that a host's tools might print, by their grammar: right more often than not, and sometimes much too much.
enum Grammar {
    static func ruleset(_ dice: inout Dice) -> String {
        let names = (0..<(1 + dice.below(12))).map { "c\($0)" } + ["input"]
        let chains = names.map { name in chain(name, among: names, &dice) }.joined()
        let set = "set banned {\ntype ipv4_addr\nelements = { \(elements(&dice)) }\n}\n"
        return "table \(dice.pick(["inet", "ip", "ip6"])) filter {\n\(set)\(chains)}\n"
    }

    private static func chain(_ name: String, among names: [String], _ dice: inout Dice) -> String {
        let isHooked = name == "input" || dice.happens(10)
        let number = String(decoding: dice.pick(Mutation.numbers), as: UTF8.self)
        let priority = dice.pick(["filter", "0", "-300", "filter + 1", "raw - 5", number, "\(number) + \(number)"])
        let hook = "type filter hook \(dice.pick(["input", "prerouting", "ingress", "forward"])) priority \(priority);"
        let head = isHooked ? "\(hook) policy \(dice.pick(["accept", "drop"]));\n" : ""
        let count = dice.pick([0, 1, 3, 10, 10, 200])
        let rules = (0..<count).map { _ in rule(names, &dice) + "\n" }.joined()
        return "chain \(name) {\n\(head)\(rules)}\n"
    }

    private static func rule(_ names: [String], _ dice: inout Dice) -> String {
        let port = dice.pick(["143", "{ 143, 993 }", "!= 25", "imaps", "1-65535", "@ports", "99999999999", "{ }", "{"])
        let match = dice.pick([
            "", "tcp dport \(port)", "ip saddr 192.0.2.0/\(dice.below(140))", "ip saddr @banned", "iifname \"lo\"",
            "ct state established,related", "ct state vmap { new : drop }", "meta nfproto ipv6", "udp dport 53",
            "{ } } {",
            "ip6 saddr { \(elements(&dice)) }",
        ])
        let verdict = dice.pick([
            "accept", "drop", "reject with tcp reset", "return", "", "counter", "limit rate 5/second",
        ])
        let end = dice.happens(60) ? "\(dice.pick(["jump", "goto"])) \(dice.pick(names))" : verdict
        return dice.happens(5) ? map(match, names, &dice) : "\(match) \(end)"
    }

    private static func map(_ match: String, _ names: [String], _ dice: inout Dice) -> String {
        let before = String(repeating: "\(match.prefix(200)) ", count: dice.pick([0, 1, 40, 300]))
        let elements = (0..<dice.pick([0, 1, 5, 40, 4_000])).map { "\($0) : jump \(names[$0 % names.count])" }
        return "\(before)tcp dport vmap { \(elements.joined(separator: ", "))\(dice.happens(90) ? " }" : "")"
    }

    private static func elements(_ dice: inout Dice) -> String {
        let count = dice.pick([0, 1, 5, 2_000])
        return (0..<count).map { "192.0.\($0 / 256).\($0 % 256)" }.joined(separator: ", ")
    }

    static func iptables(_ dice: inout Dice) -> String {
        let names = ["INPUT", "PREROUTING"] + (0..<dice.pick([0, 3, 40])).map { "c\($0)" }
        let heads = names.map { ":\($0) \(dice.pick(["ACCEPT", "DROP", "-", ""])) [0:0]\n" }.joined()
        let rules = (0..<dice.pick([0, 5, 60, 900])).map { _ in
            let port = String(
                decoding: dice.pick(Mutation.numbers + [Array("143".utf8), Array("143,993".utf8)]), as: UTF8.self)
            let match = dice.pick([
                "", "! -i lo", "-p tcp --dport \(port)", "-s 192.0.2.7/\(dice.below(40))", "-p", "!", "--dport",
                "-m set --match-set f2b src", "-m conntrack --ctstate NEW,RELATED",
                "-m comment --comment \"a -j DROP\"",
            ])
            return
                "-A \(dice.pick(names)) \(match) \(dice.pick(["-j", "-g"])) \(dice.pick(names + ["DROP", "ACCEPT", "RETURN", "LOG"]))\n"
        }
        return "*\(dice.pick(["filter", "raw", "nat"]))\n\(heads)\(rules.joined())COMMIT\n"
    }

    static func configuration(_ dice: inout Dice) -> String {
        var text = ""
        for _ in 0..<dice.pick([1, 20, 400, 9_000]) {
            text += dice.pick([
                "service imap-login {\n", "inet_listener imaps {\n", "unix_listener auth {\n", "passdb {\n", "}\n",
                "} \n",
                "{\n", "a {\n", "port = 993\n", "mode = 0666\n", "ssl = yes\n", "address = 1.2.3.4 ::1\n",
                "x = \"a\\\"b\n",
                "mail_path = ~/%{user}/%2.256Nu\n", "= x\n", "#\n", "\"\n", "x = \"\"\n",
                "driver = \"\(String(repeating: "\\", count: dice.below(9)))\"\n",
            ])
        }
        return text
    }

    static func mounts(_ dice: inout Dice) -> String {
        (0..<dice.pick([1, 30, 2_000])).map { _ in
            let deep = String(repeating: "/a", count: dice.pick([1, 5, 70, 9_000]))
            return
                "/dev/x \(dice.pick(["/", "/srv", "/srv/", "/srv/vm\\040ail", deep, "#", ""])) ext4 \(dice.pick(["rw", "ro", "noauto", ""])) 0 0\n"
        }.joined()
    }

    static func time(_ dice: inout Dice) -> String {
        let part = { (honest: String, dice: inout Dice) in
            dice.happens(25) ? String(decoding: dice.pick(Mutation.numbers), as: UTF8.self) : honest
        }
        return dice.happens(50)
            ? "\(dice.pick(["Nov", "Jan", "Foo"])) \(part("3", &dice)) \(part("19", &dice)):\(part("05", &dice)):\(part("56", &dice))"
            : "\(part("2026", &dice))-\(part("11", &dice))-\(part("23", &dice))T\(part("19", &dice)):\(part("05", &dice)):\(part("56", &dice)).1+01:00"
    }
}
