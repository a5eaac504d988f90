import Fleet
import Testing

@testable import Sweep

@Suite struct `Phase clock` {
    @Test func `expiry returns when the phase in hand has run out, and holds which it was`() async {
        var limits = PhaseClock.Limits()
        limits.banner = .milliseconds(5)
        let clock = PhaseClock(limits)
        clock.enter(.connecting)
        clock.enter(.banner)
        await clock.expiry()
        #expect(clock.hasExpired)
        clock.enter(.running)
        #expect(clock.phase == .banner)
        #expect(clock.failure().outcome == .noBanner)
    }

    @Test func `the total ends a phase that has time left of its own`() async {
        var limits = PhaseClock.Limits()
        limits.total = .milliseconds(5)
        let clock = PhaseClock(limits)
        clock.enter(.handshake)
        await clock.expiry()
        #expect(clock.hasExpired)
    }

    @Test func `a phase that is left in time does not expire`() async {
        var limits = PhaseClock.Limits()
        limits.resolving = .milliseconds(1)
        limits.connecting = .milliseconds(5)
        let clock = PhaseClock(limits)
        clock.enter(.connecting)
        await clock.expiry()
        #expect(clock.phase == .connecting)
    }

    @Test func `expiry of a cancelled task returns at once, and nothing has expired`() async {
        let clock = PhaseClock(PhaseClock.Limits())
        let task = Task { await clock.expiry() }
        task.cancel()
        await task.value
        #expect(!clock.hasExpired)
    }

    @Test(arguments: [(1, 1), (45, 1), (60, 1), (90, 2), (450, 10), (45_000, 10)])
    func `a host with more time in all has slower probes`(seconds: Int, times: Int) {
        var limits = PhaseClock.Limits()
        limits.total = .seconds(seconds)
        #expect(PhaseClock(limits).probePatience == times)
    }
}
