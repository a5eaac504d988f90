// Deprecates the conversions from text to a number, and from `Double` to `Int`, in this target. Warnings are errors, so
// the build rejects them. The functions in `Sources/Fleet/Number.swift` take a range instead: arithmetic on an unbounded
// number from a host can overflow and end the program. Each target that reads host output has an identical copy of this
// file, because the declarations have effect in one target only. `ArchitectureTests` compares the copies.

extension FixedWidthInteger {
    @available(*, deprecated, message: "use number(_:in:), which takes a range")
    init?(_ text: String) { nil }

    @available(*, deprecated, message: "use number(_:in:), which takes a range")
    init?<Text: StringProtocol>(_ text: Text, radix: Int = 10) { nil }
}

extension Int {
    @available(*, deprecated, message: "use whole(_:in:): this ends the program if the value does not fit")
    init(_ value: Double) { self = 0 }
}

extension Double {
    @available(*, deprecated, message: "use decimal(_:in:), which takes a range")
    init?<Text: StringProtocol>(_ text: Text) { nil }
}
