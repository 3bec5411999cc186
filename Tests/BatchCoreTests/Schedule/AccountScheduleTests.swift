import TestSupport
import Testing

@testable import BatchCore

@Suite("AccountSchedule: limits, pauses and outages of an account")
struct AccountScheduleTests {
    static let start = Instant(seconds: 1_700_000_000)
    private let limited = Failure(code: "rate_limited", message: "slow down")
    private let refused = Failure(code: "connection_refused", message: "connection refused")

    @Test("A wait that the provider requests pauses the whole account")
    func hintPauses() {
        var account = AccountSchedule(limits: AccountLimits(concurrency: 10))
        var chance = SeededGenerator(seed: 1)
        account.started(cost: 1, at: Self.start)
        account.ended(cost: 1, usage: nil)
        let failure = Failure(code: "rate_limited", message: "", wait: .seconds(20))
        let wait = account.refused(
            failure, startedAt: Self.start, at: Self.start + .seconds(1), backoff: Backoff(), patience: .seconds(600), chance: &chance)
        #expect(wait >= .seconds(20))
        #expect(account.hindrance(cost: 1, at: Self.start + .seconds(15)) == .paused(until: account.pausedUntil))
        #expect(account.hindrance(cost: 1, at: Self.start + .seconds(24)) == nil)
    }

    @Test("Nothing but refusals for longer than the patience stops the account, and a reply between them does not let it")
    func patience() {
        for repliesBetween in [false, true] {
            var account = AccountSchedule(limits: AccountLimits(concurrency: 10))
            var chance = SeededGenerator(seed: 1)
            for minute in 0..<40 {
                let now = Self.start + .seconds(minute * 60 + 1)
                account.started(cost: 1, at: now)
                if repliesBetween, minute % 10 == 9 { account.replied(startedAt: now) }
                account.ended(cost: 1, usage: nil)
                _ = account.refused(
                    limited, startedAt: now, at: now + .seconds(1), backoff: Backoff(), patience: .seconds(1_200), chance: &chance)
            }
            #expect(account.isStopped == !repliesBetween)
        }
    }

    @Test("Several refusals in a row for lack of capacity cut the concurrency")
    func overload() {
        var account = AccountSchedule(limits: AccountLimits(concurrency: 64))
        var chance = SeededGenerator(seed: 1)
        func fail(at now: Instant, _ status: Int = 503) {
            account.started(cost: 1, at: now)
            account.ended(cost: 1, usage: nil)
            account.failed(
                Failure(code: "x", message: "", httpStatus: status), startedAt: now, at: now, backoff: Backoff(),
                patience: .seconds(600), chance: &chance)
        }
        for second in 1...20 {
            fail(at: Self.start + .seconds(second))
            if second.isMultiple(of: 2) {
                account.started(cost: 1, at: Self.start + .seconds(second))
                account.replied(startedAt: Self.start + .seconds(second))
                account.ended(cost: 1, usage: nil)
            }
        }
        #expect(account.allowed == 64, "a few among replies say nothing of the whole")
        for second in 21...22 { fail(at: Self.start + .seconds(second)) }
        fail(at: Self.start + .seconds(23), 500)
        #expect(account.allowed == 64, "errors of other kinds say nothing of it")
        fail(at: Self.start + .seconds(24))
        #expect(account.allowed == 44)
        // A refusal for a limit is still new, and causes a wait.
        account.started(cost: 1, at: Self.start + .seconds(20))
        let limited = Failure(code: "rate_limited", message: "", httpStatus: 429)
        let wait = account.refused(
            limited, startedAt: Self.start + .seconds(20), at: Self.start + .seconds(25), backoff: Backoff(), patience: .seconds(600),
            chance: &chance)
        account.ended(cost: 1, usage: nil)
        #expect(wait > .zero && account.allowed == 30)
        for second in 26...30 { fail(at: Self.start + .seconds(second)) }
        #expect(account.allowed == 21, "an outage is no reason for more of it")
        account.replied(startedAt: Self.start + .seconds(31))
        #expect(account.allowed == 21 && !account.isFailing)
    }

    @Test("Errors for everybody leave one probe at a time with pauses between, until a reply comes or the patience ends")
    func outage() {
        var account = AccountSchedule(limits: AccountLimits(concurrency: 64))
        var chance = SeededGenerator(seed: 1)
        func fail(at now: Instant, startedAt: Instant? = nil) {
            account.started(cost: 1, at: startedAt ?? now)
            account.ended(cost: 1, usage: nil)
            account.failed(
                Failure(code: "server_error", message: "", httpStatus: 500), startedAt: startedAt ?? now, at: now, backoff: Backoff(),
                patience: .seconds(600), chance: &chance)
        }
        for second in 1..<AccountSchedule.failuresOfAnOutage { fail(at: Self.start + .seconds(second)) }
        #expect(account.allowed == 64)
        // A burst of attempts that were in flight together counts once.
        for _ in 0..<50 { fail(at: Self.start + .seconds(20), startedAt: Self.start + .seconds(15)) }
        #expect(account.allowed == 1)
        #expect(account.pausedUntil < Self.start + .seconds(25))
        account.started(cost: 1, at: Self.start + .seconds(100))
        account.replied(startedAt: Self.start + .seconds(100))
        account.ended(cost: 1, usage: nil)
        #expect(account.allowed == 64)
        for minute in 2..<40 { fail(at: Self.start + .seconds(minute * 60)) }
        #expect(account.isStopped)
    }

    @Test(
        "One wait that the provider requests does not count against the patience, but repeated ones do",
        arguments: [0.5, 60, 1_500, 20_000])
    func askedWaits(seconds: Double) {
        var account = AccountSchedule(limits: AccountLimits(concurrency: 10))
        var chance = SeededGenerator(seed: 1)
        var now = Self.start
        var borne = 0
        while !account.isStopped, borne < 10_000 {
            account.started(cost: 1, at: now)
            account.ended(cost: 1, usage: nil)
            let refusal = Failure(code: "rate_limited", message: "", wait: .milliseconds(Int64(seconds * 1_000)))
            let wait = account.refused(
                refusal, startedAt: now, at: now, backoff: Backoff(), patience: .seconds(1_200), chance: &chance)
            now = now + wait
            borne += 1
        }
        let elapsed = (now - Self.start).inSeconds
        // No wait is longer than an hour at once.
        let wait = min(seconds, 3_600)
        #expect(elapsed >= 1_200 + wait && elapsed <= 1_200 + wait * 3 + 120, "\(elapsed) s")
    }

    @Test("A server that was never reached stops the account after a few tries; one that answered before is waited for")
    func unreachable() {
        for answeredBefore in [false, true] {
            var account = AccountSchedule(limits: AccountLimits(concurrency: 64))
            var chance = SeededGenerator(seed: 1)
            account.started(cost: 1, at: Self.start)
            if answeredBefore { account.replied(startedAt: Self.start) }
            account.ended(cost: 1, usage: nil)
            for attempt in 0..<AccountSchedule.triesBeforeFirstAnswer {
                #expect(!account.isStopped)
                let now = Self.start + .seconds(attempt * 20 + 1)
                account.started(cost: 1, at: now)
                account.ended(cost: 1, usage: nil)
                _ = account.notReached(
                    refused, startedAt: now, at: now + .seconds(1), backoff: Backoff(), patience: .seconds(600), chance: &chance)
                #expect(account.allowed == 1, "one probe at a time while it is out")
            }
            #expect(account.isStopped == !answeredBefore)
        }
    }

    @Test("Replies that began before the last refusal are replies: an account that gives them is not given up")
    func longReplies() {
        var account = AccountSchedule(limits: AccountLimits(concurrency: 10))
        var chance = SeededGenerator(seed: 1)
        // Each reply takes five minutes, and each minute one more is refused.
        for minute in 0..<120 {
            let now = Self.start + .seconds(minute * 60)
            account.started(cost: 1, at: now)
            account.ended(cost: 1, usage: nil)
            _ = account.refused(
                limited, startedAt: now, at: now + .seconds(1), backoff: Backoff(), patience: .seconds(1_200), chance: &chance)
            account.started(cost: 1, at: now)
            account.replied(startedAt: now + .seconds(-240))
            account.ended(cost: 1, usage: nil)
        }
        #expect(!account.isStopped)
    }

    @Test("A server that answers with errors is reached: the outage is over, and the patience starts again")
    func errorsAreAnswers() {
        var account = AccountSchedule(limits: AccountLimits(concurrency: 64))
        var chance = SeededGenerator(seed: 1)
        func notReached(at now: Instant) {
            account.started(cost: 1, at: now)
            account.ended(cost: 1, usage: nil)
            _ = account.notReached(
                refused, startedAt: now, at: now + .seconds(1), backoff: Backoff(), patience: .seconds(600), chance: &chance)
        }
        for attempt in 0..<(AccountSchedule.triesBeforeFirstAnswer - 1) { notReached(at: Self.start + .seconds(attempt * 20)) }
        #expect(account.allowed == 1)
        account.reached(startedAt: Self.start + .seconds(90), withResponse: true)
        #expect(account.allowed == 64)
        notReached(at: Self.start + .seconds(3_000))
        #expect(!account.isStopped, "it has answered before, and was out for a moment only")
    }

    @Test("An attempt that the outage broke off does not show that the server is back")
    func brokenOff() {
        var account = AccountSchedule(limits: AccountLimits(concurrency: 64))
        var chance = SeededGenerator(seed: 1)
        account.started(cost: 1, at: Self.start)
        account.ended(cost: 1, usage: nil)
        _ = account.notReached(
            refused, startedAt: Self.start, at: Self.start + .seconds(1), backoff: Backoff(), patience: .seconds(600), chance: &chance)
        account.reached(startedAt: Self.start, withResponse: false)
        #expect(account.allowed == 1)
    }

    @Test("Estimates learn from usage")
    func estimates() {
        var account = AccountSchedule(limits: AccountLimits(concurrency: 1))
        let before = account.estimate(requestBytes: 100)
        for _ in 0..<200 {
            account.started(cost: before, at: Self.start)
            account.ended(cost: before, usage: Usage(prompt: 30, completion: 2_000))
        }
        #expect(account.estimate(requestBytes: 100) > 1_900)
    }
}
