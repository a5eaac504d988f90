import Synchronization
import Testing

@testable import Sweep

@Suite(.timeLimit(.minutes(10))) struct `Login budget` {
    private let budget = LoginBudget(maxRefusals: 3, patience: .seconds(3600))

    /// Asks for leave on a task of its own, and gives it every chance to be answered.
    private func ask(_ budget: LoginBudget, _ credential: String = "probe") async -> Asked {
        let asked = Asked()
        asked.task.withLock { task in
            task = Task {
                let answer = await budget.begin(credential)
                asked.answer.withLock { $0 = answer }
                return answer
            }
        }
        for _ in 0..<100 { await Task.yield() }
        return asked
    }

    private final class Asked: Sendable {
        let answer = Mutex<Bool?>(nil)
        let task = Mutex<Task<Bool, Never>?>(nil)
        var soFar: Bool? { answer.withLock { $0 } }
        var value: Bool? { get async { await task.withLock { $0 }?.value } }
        func cancel() { task.withLock { $0 }?.cancel() }
    }

    @Test func `three try at a time until one is accepted, then all`() async {
        for _ in 0..<3 { #expect(await budget.begin("probe")) }
        let fourth = await ask(budget)
        let fifth = await ask(budget)
        #expect(fourth.soFar == nil)
        budget.finish("probe", .accepted)
        #expect(await fourth.value == true)
        #expect(await fifth.value == true)
        for _ in 0..<10 { #expect(await budget.begin("probe")) }
    }

    @Test(arguments: [(1, 1), (2, 2), (3, 3), (4, 3), (10, 3)])
    func `no more than three try at first, however many may refuse`(maxRefusals: Int, pioneers: Int) async {
        let budget = LoginBudget(maxRefusals: maxRefusals, patience: .seconds(3600))
        for _ in 0..<pioneers { #expect(await budget.begin("probe")) }
        let next = await ask(budget)
        #expect(next.soFar == nil)
        budget.finish("probe", .accepted)
        #expect(await next.value == true)
    }

    @Test(arguments: 1...5) func `as many hosts may refuse as are allowed, one after another`(maxRefusals: Int) async {
        let budget = LoginBudget(maxRefusals: maxRefusals, patience: .seconds(3600))
        for _ in 0..<maxRefusals {
            #expect(await budget.begin("probe"))
            budget.finish("probe", .refused)
        }
        #expect(await budget.begin("probe") == false)
    }

    @Test func `a try that came to nothing makes room for one other`() async {
        for _ in 0..<3 { #expect(await budget.begin("probe")) }
        let fourth = await ask(budget)
        let fifth = await ask(budget)
        budget.finish("probe", .undetermined)
        #expect(await fourth.value == true)
        #expect(fifth.soFar == nil)
        budget.finish("probe", .withheld)
        #expect(await fifth.value == true)
    }

    @Test func `refusals that reach the limit turn away who waits and who comes`() async {
        for _ in 0..<3 { #expect(await budget.begin("probe")) }
        let fourth = await ask(budget)
        for _ in 0..<3 { budget.finish("probe", .refused) }
        #expect(await fourth.value == false)
        #expect(await budget.begin("probe") == false)
    }

    @Test func `no more are out than may still be refused`() async {
        #expect(await budget.begin("probe"))
        budget.finish("probe", .refused)
        for _ in 0..<2 { #expect(await budget.begin("probe")) }
        let third = await ask(budget)
        #expect(third.soFar == nil)
        budget.finish("probe", .undetermined)
        #expect(await third.value == true)
    }

    @Test func `a password that was accepted once is not given up for refusals elsewhere`() async {
        #expect(await budget.begin("probe"))
        budget.finish("probe", .accepted)
        for _ in 0..<5 {
            #expect(await budget.begin("probe"))
            budget.finish("probe", .refused)
        }
    }

    @Test func `who is cancelled while waiting goes without leave, and takes nobody's`() async {
        for _ in 0..<3 { #expect(await budget.begin("probe")) }
        let cancelled = await ask(budget)
        let next = await ask(budget)
        cancelled.cancel()
        #expect(await cancelled.value == false)
        #expect(next.soFar == nil)
        budget.finish("probe", .undetermined)
        #expect(await next.value == true)
    }

    @Test func `credentials have budgets of their own`() async {
        for _ in 0..<3 {
            #expect(await budget.begin("one"))
            budget.finish("one", .refused)
        }
        #expect(await budget.begin("one") == false)
        #expect(await budget.begin("other"))
    }
}
