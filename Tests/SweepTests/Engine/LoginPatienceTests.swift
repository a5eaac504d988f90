import Testing

@testable import Sweep

@Suite struct `Login patience` {
    @Test func `hosts whose backend hangs do not hold up the fleet`() async {
        let budget = LoginBudget(maxRefusals: 3, patience: .zero)
        for _ in 0..<10 { #expect(await budget.begin("probe")) }
    }

    @Test func `one who waits is let go when a try has outlived our patience`() async {
        let budget = LoginBudget(maxRefusals: 3, patience: .milliseconds(50))
        for _ in 0..<3 { #expect(await budget.begin("probe")) }
        #expect(await budget.begin("probe"))
    }

    @Test func `a refusal that comes late still counts`() async {
        let budget = LoginBudget(maxRefusals: 1, patience: .zero)
        #expect(await budget.begin("probe"))
        budget.finish("probe", .refused)
        #expect(await !budget.begin("probe"))
    }
}
