import Testing
import YAMLFiles

@testable import Policy

@Suite struct `A map of hosts that moved` {
    @Test func `is pairs, and files of them`() throws {
        var map = HostMap()
        let isFirstAdded = map.add("mx1=new1")
        #expect(isFirstAdded)
        try map.add(file: Array("# moved\n\n mx2 = new2 \r\nmx1=new1".utf8), named: "map")
        #expect(map.formerNames == ["new1": "mx1", "new2": "mx2"])
    }

    @Test(arguments: ["mx1", "=new", "mx1=", "a=b=c", "other=new1"]) func `has each new name once`(pair: String) {
        var map = HostMap()
        let isFirstAdded = map.add("mx1=new1")
        #expect(isFirstAdded)
        let isAdded = map.add(pair)
        #expect(!isAdded)
        let error = #expect(throws: YAMLFileError.self) { try map.add(file: Array("\n\(pair)".utf8), named: "map") }
        #expect(error?.description.hasPrefix("map:2: ") == true)
    }
}
