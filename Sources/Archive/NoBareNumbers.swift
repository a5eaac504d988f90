// What hosts print is read by `number(_:in:)`, `decimal(_:in:)` and `whole(_:in:)` of Fleet alone, as their ranges keep
// arithmetic from overflowing. These conversions of the standard library are hidden behind deprecated ones, so that the
// compiler refuses them. `ArchitectureTests` holds that every target which reads hosts has this file.

extension FixedWidthInteger {
    @available(*, deprecated, message: "a number in a text has a range: number(_:in:)")
    init?(_ text: String) { nil }

    @available(*, deprecated, message: "a number in a text has a range: number(_:in:)")
    init?<Text: StringProtocol>(_ text: Text, radix: Int = 10) { nil }
}

extension Int {
    @available(*, deprecated, message: "it ends the program where the number does not fit: whole(_:in:)")
    init(_ value: Double) { self = 0 }
}

extension Double {
    @available(*, deprecated, message: "a number in a text has a range: decimal(_:in:)")
    init?<Text: StringProtocol>(_ text: Text) { nil }
}
