/// Numbers that are the same in each run (SplitMix64).
package struct Dice: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) {
        state = seed
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var number = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
        number = (number ^ number >> 27) &* 0x94D0_49BB_1331_11EB
        return number ^ number >> 31
    }

    /// A number from 0 to one less than so many.
    package mutating func below(_ count: Int) -> Int { count > 0 ? Int.random(in: 0..<count, using: &self) : 0 }

    /// Whether something happens that happens so often in a hundred.
    package mutating func happens(_ percent: Int) -> Bool { below(100) < percent }

    package mutating func pick<Element>(_ all: [Element]) -> Element { all[below(all.count)] }
}
