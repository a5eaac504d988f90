import Fleet
import Testing

@Suite struct `Finding a few strings` {
    private func found(_ strings: [String], in text: String, from start: Int = 0) -> Range<Int>? {
        ByteSearcher(strings.map { Array($0.utf8) }).first(in: Array(text.utf8).span, from: start)
    }

    @Test func `the first of them is found, at either end too`() {
        #expect(found(["abra"], in: "abracadabra") == 0..<4)
        #expect(found(["abra"], in: "abracadabra", from: 1) == 7..<11)
        #expect(found(["cad", "bra"], in: "abracadabra") == 1..<4)
        #expect(found(["x"], in: "abracadabrx") == 10..<11)
    }

    @Test func `of two that begin together the longer is found`() {
        #expect(found(["abra", "abracad"], in: "an abracadabra") == 3..<10)
        #expect(found(["abra", "abracad"], in: "an abracab") == 3..<7)
    }

    @Test func `what is not there is not found, nor what is cut`() {
        #expect(found(["abra"], in: "abr") == nil)
        #expect(found(["abracadabra", "zz"], in: "abracadabr") == nil)
        #expect(found(["abra"], in: "abra", from: 1) == nil)
        #expect(found(["abra"], in: "") == nil)
    }

    @Test func `no string, and an empty one, are found nowhere`() {
        #expect(found([], in: "abracadabra") == nil)
        #expect(found([""], in: "abracadabra") == nil)
        #expect(ByteSearcher([[]]).isEmpty)
    }

    @Test(arguments: 0..<400) func `it finds what looking at every place finds`(seed: Int) {
        // Few letters, so that strings overlap and nearly match; the same for a seed on every run.
        var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
        func letters(_ range: ClosedRange<Int>) -> [UInt8] {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let count = range.lowerBound + Int(state >> 33) % range.count
            return (0..<count).map { _ in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return 97 + UInt8((state >> 33) % 3)
            }
        }
        let strings = (0..<1 + seed % 4).map { _ in letters(1...6) }
        let text = letters(0...60)
        let needles = ByteSearcher(strings)
        for start in 0...text.count {
            let naive = (start..<text.count).lazy.compactMap { place in
                strings.filter { text[place...].starts(with: $0) }.map(\.count).max().map { place..<place + $0 }
            }.first
            #expect(needles.first(in: text.span, from: start) == naive)
        }
    }
}
