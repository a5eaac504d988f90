import Testing
import YAMLFiles

@testable import Policy

@Suite struct `A map of hosts that moved` {
    private let before = HostMap.Hosts(["mx1.example.net", "mx2.example.net", "mx2.example.org"], isWhole: true)
    private let after = HostMap.Hosts(["new1.example.net", "new2.example.net"], isWhole: true)

    @Test func `is pairs, and files of them, of many hosts to one and of one to many`() throws {
        var map = HostMap()
        let isFirstAdded = map.add("mx1.example.net=new1.example.net")
        #expect(isFirstAdded)
        let more = "# moved\n\n mx2.example.net = new1.example.net \r\nmx1.example.net=new2.example.net"
        try map.add(file: Array(more.utf8), named: "map")
        let names = try map.formerNames(before: before, after: after)
        #expect(
            names == [
                "new1.example.net": ["mx1.example.net", "mx2.example.net"], "new2.example.net": ["mx1.example.net"],
            ])
    }

    @Test(arguments: ["mx1", "=new", "mx1=", "a=b=c"]) func `has two names in a pair`(pair: String) {
        var map = HostMap()
        let isAdded = map.add(pair)
        #expect(!isAdded)
        let error = #expect(throws: YAMLFileError.self) { try map.add(file: Array("\n\(pair)".utf8), named: "map") }
        #expect(error?.description.hasPrefix("map:2: ") == true)
    }

    @Test func `takes the first part of a name for the whole of it`() throws {
        var map = HostMap()
        _ = map.add("mx1=new1")
        #expect(try map.formerNames(before: before, after: after) == ["new1.example.net": ["mx1.example.net"]])
    }

    @Test(arguments: [
        ("mx3=new1", "--map mx3=new1: the earlier run has no host “mx3”"),
        ("mx1=new3", "--map mx1=new3: the later run has no host “new3”"),
        ("mx2=new2", "--map mx2=new2: “mx2” matches 2 hosts of the earlier run"),
    ]) func `names whom no run has`(pair: String, message: String) {
        var map = HostMap()
        _ = map.add(pair)
        let error = #expect(throws: HostMapError.self) { try map.formerNames(before: before, after: after) }
        #expect(error?.message.hasPrefix(message) == true, "\(error?.message ?? "")")
    }

    @Test func `may name whom a run of a part of the inventory has left out`() throws {
        var map = HostMap()
        _ = map.add("mx1=new3")
        let part = HostMap.Hosts(["new1.example.net"], isWhole: false)
        #expect(try map.formerNames(before: before, after: part).isEmpty)
    }

    @Test func `may not misspell a host that a part of the inventory has`() throws {
        var map = HostMap()
        _ = map.add("mx1=post-old")
        let part = HostMap.Hosts(["post-odl", "new1"], isWhole: false)
        let error = #expect(throws: HostMapError.self) { try map.formerNames(before: before, after: part) }
        #expect(error?.message.contains("has no host “post-old”. Did you mean \"post-odl\"?") == true)
        _ = map.add("mx2.example.net=post-odl")
        #expect(try map.formerNames(before: before, after: part) == ["post-odl": ["mx2.example.net"]])
    }
}
