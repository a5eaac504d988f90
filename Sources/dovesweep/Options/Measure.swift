internal import ArgumentParser
internal import Fleet

/// Parses `90`, `90s`, `2m`, `1h`; `21` and `21d`; `95` and `95%`.
enum Measure {
    /// From 1 to 31,536,000 (a year).
    static func seconds(_ text: String) throws -> Int {
        let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600]
        let unit = text.last.flatMap { units[$0] }
        let digits = unit == nil ? text[...] : text.dropLast()
        guard let count = number(digits, in: 1...31_536_000), count <= 31_536_000 / (unit ?? 1) else {
            throw ValidationError("“\(text)” is not a time: write seconds, or 90s, 2m, 1h; at most a year")
        }
        return count * (unit ?? 1)
    }

    static func days(_ text: String) throws -> Int {
        guard let count = number(text.last == "d" ? text.dropLast() : text[...], in: 0...36_500) else {
            throw ValidationError("“\(text)” is not a number of days: write 21, or 21d")
        }
        return count
    }

    static func percent(_ text: String) throws -> Int {
        guard let share = Gate.percentage(text) else {
            throw ValidationError("“\(text)” is not a percentage: write 0 to 100, or 95%")
        }
        return share
    }

    static func hosts(_ text: String) throws -> Gate.Allowance {
        guard let hosts = Gate.Allowance(argument: text) else {
            throw ValidationError("“\(text)” is not a number of hosts: write 2, or a percentage such as 5%")
        }
        return hosts
    }

    /// Parses `mailbox=66%`.
    static func quorum(_ text: String) throws -> GroupQuorum {
        // The name of a group may contain an equals sign.
        guard let sign = text.lastIndex(of: "="), sign > text.startIndex else {
            throw ValidationError("“\(text)” is not a quorum: write GROUP=2, or GROUP=66%")
        }
        return GroupQuorum(group: String(text[..<sign]), allowance: try hosts(String(text[text.index(after: sign)...])))
    }
}
