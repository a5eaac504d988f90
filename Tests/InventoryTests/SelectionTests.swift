import Diagnostics
import Inventory
import Testing

struct SelectionTests {
    static let text = "[mail]\nmx[1:4].example.net\n[eu]\nmx[3:4].example.net\nmx9.example.org\n[empty]\n"

    private func select(
        _ patterns: [String], limit: [String] = [], warnings: InventoryWarnings = InventoryWarnings()
    ) throws(InputError) -> [String] {
        let files = MemoryFiles(files: [
            "h": Self.text, "list": "# some\nmx4*\n\n  ~.*org  \r\n", "wrong": "mx1*\nmial\n", "slice": "mail[9]",
        ])
        return try HostInventory.load(sources: ["h"], files: files)
            .select(patterns: patterns, limit: limit, files: files, warnings: warnings).map(\.name)
    }

    @Test func `no pattern is every host, in inventory order, each once`() throws {
        #expect(
            try select([]) == [
                "mx1.example.net", "mx2.example.net", "mx3.example.net", "mx4.example.net", "mx9.example.org",
            ])
        #expect(try select(["eu", "mx1*", "mail"]) == select([]))
    }

    @Test func `a limit takes from what the patterns chose`() throws {
        #expect(try select(["mail"], limit: ["eu"]) == ["mx3.example.net", "mx4.example.net"])
        #expect(try select(["mail:&eu"], limit: ["!mx3*"]) == ["mx4.example.net"])
        #expect(try select([], limit: ["*.org,mx1.*"]) == ["mx1.example.net", "mx9.example.org"])
    }

    @Test func `a regular expression matches how names begin, a file holds patterns`() throws {
        #expect(try select(["~mx[12]"]) == ["mx1.example.net", "mx2.example.net"])
        #expect(try select(["mail:!~.*[34]"]) == ["mx1.example.net", "mx2.example.net"])
        #expect(try select(["@list"]) == ["mx4.example.net", "mx9.example.org"])
        #expect(try select(["eu"], limit: ["@list"]) == ["mx4.example.net", "mx9.example.org"])
    }

    @Test func `a group without hosts adds none, and is no mistake beside others`() throws {
        #expect(try select(["empty,mx9*"]) == ["mx9.example.org"])
    }

    @Test(arguments: [
        (["mial"], "\"mial\": the pattern matches no host and no group. Did you mean \"mail\"? "),
        (["mx0[1-2]"], "\"mx0[1-2]\": the pattern matches no host and no group. Brackets at the end are an index. "),
        (["mx9"], "\"mx9\": the pattern matches no host and no group. Did you mean \"mx9.example.org\"? "),
        (["mail,&ue"], "\"&ue\": the pattern matches no host and no group. Did you mean \"eu\"? "),
        (["mail[7]"], "\"mail[7]\": the pattern matches 4 hosts, but none at that index. "),
        (["mail[-5]"], "\"mail[-5]\": the pattern matches 4 hosts, but none at that index. "),
        (["mail:!mail"], "\"mail:!mail\": no host is selected. "),
        (["empty"], "\"empty\": no host is selected. "),
        (["~my"], "\"~my\": the pattern matches no host and no group. "),
        (["~mx(1"], "\"~mx(1\": the regular expression cannot be read. Check its brackets, "),
        (["mail:!~mx["], "\"!~mx[\": the regular expression cannot be read. "),
        (["@nowhere"], "nowhere: the file of patterns cannot be read. "),
        (["mx7,mx8"], "\"mx7\": the pattern matches no host and no group. "),
        (["mail:&mail[7:9]"], "\"mail:&mail[7:9]\": no host is selected. "),
        (["@slice"], "slice:1: \"mail[9]\": the pattern matches 4 hosts, but none at that index. "),
        (["mail,!"], "\"!\": a pattern is empty. "),
    ])
    func `a pattern that chooses nothing is told, with names that are near`(patterns: [String], message: String) {
        let error = #expect(throws: InputError.self) { try select(patterns) }
        #expect(error?.description.hasPrefix(message) == true, "\(error?.description ?? "")")
    }

    @Test(arguments: [
        (["mail:!mx5.example.net"], [], 4, "\"!mx5.example.net\": the pattern matches no host and no group. Did you "),
        (["mail,mial"], [], 4, "\"mial\": the pattern matches no host and no group. Did you mean \"mail\"? "),
        (["~my:eu"], [], 3, "\"~my\": the pattern matches no host and no group. "),
        (["mail,@wrong"], [], 4, "wrong:2: \"mial\": the pattern matches no host and no group. Did you mean "),
        (["mail"], ["mx1*", "mx9.example.net"], 1, "\"mx9.example.net\": the pattern matches no host and no group. "),
    ])
    func `a pattern that matches nothing beside one that does is a warning, as in Ansible`(
        patterns: [String], limit: [String], count: Int, message: String
    ) throws {
        let warnings = InventoryWarnings()
        #expect(try select(patterns, limit: limit, warnings: warnings).count == count)
        #expect(warnings.lines.count == 1)
        #expect(warnings.lines.first?.hasPrefix(message) == true, "\(warnings.lines)")
    }

    @Test func `of thousands that are gone near names are looked for as long as they are shown`() throws {
        let warnings = InventoryWarnings()
        let gone = (10...99).map { "mx\($0).example.net" }
        #expect(try select(["mail"] + gone, warnings: warnings).count == 4)
        #expect(warnings.problems.count == gone.count)
        #expect(warnings.problems.map { $0.remedy.contains("Did you mean") } == gone.indices.map { $0 < 10 })
        #expect(warnings.lines.count == 11)
    }

    @Test func `a limit that leaves nothing is told as a limit`() {
        let error = #expect(throws: InputError.self) { try select(["mail"], limit: ["mx9*"]) }
        #expect(error?.description.hasPrefix("\"mail --limit mx9*\": no host is selected. ") == true)
    }
}
