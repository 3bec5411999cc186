@testable import BatchCore
import Testing

@Suite("EngineCore: costs, budgets in dollars, and cheap hours")
struct CostTests {
    private static let rate = TokenRate(cachedInput: 1, input: 10, output: 100)

    private static func prices(_ hours: [Price.Hours] = []) -> PriceList {
        PriceList(own: [Price(provider: "provider-0", models: ["m"], rate: rate, hours: hours)])
    }

    private func rig(turns: [Int], prices: PriceList = prices(), _ change: (inout EngineSettings) -> Void = { _ in }) -> CoreRig {
        CoreRig(turns: turns) {
            ($0.accounts[0].model, $0.prices) = ("m", prices)
            change(&$0)
        }
    }

    private func reply(_ usage: Usage?, model: String? = "m") -> Outcome { .replied(Reply(content: "fine", model: model, usage: usage)) }
    private let usage = Usage(prompt: 10, completion: 2, cached: 5)
    private let usageCost = Dollars(picodollars: 5 + 50 + 200)

    private func costs(_ records: [Record]) -> [Dollars?] {
        records.compactMap { record in
            switch record {
            case .round(_, let round, let attempt): round.cost?.total == attempt.cost ? attempt.cost : nil
            case .attempt(_, _, let attempt): attempt.cost
            case .failure, .toolAnswer: nil
            }
        }
    }

    @Test("A round and its attempt have the cost of the tokens, and the tally sums up costs and cache savings")
    func rounds() {
        var rig = rig(turns: [2])
        rig.begin()
        rig.answerAll { _ in reply(usage) }
        #expect(costs(rig.records) == [usageCost, usageCost])
        #expect(rig.core.tally.counts.cost == usageCost + usageCost)
        #expect(rig.core.tally.counts.savedByCache == Dollars(picodollars: 2 * 5 * 9))
        #expect(rig.core.tally.counts.wastedCost == .zero)
        #expect(rig.core.tally.roundsWithoutCost.isEmpty)
    }

    @Test("A failed attempt with reported usage is waste with a cost, and one without has none")
    func waste() {
        var rig = rig(turns: [1])
        rig.begin()
        var answers: [Outcome] = [
            .transient(Failure(code: "empty_reply", message: "", usage: usage)), .transient(Failure(code: "torn_reply", message: "")),
            reply(usage),
        ]
        rig.answerAll { _ in answers.removeFirst() }
        #expect(rig.records.count == 3)
        #expect(costs(rig.records) == [usageCost, nil, usageCost])
        #expect(rig.core.tally.counts.wastedCost == usageCost)
        #expect(rig.core.tally.counts.totalCost == usageCost + usageCost)
    }

    @Test("The provider's cost overrides the price list, which still gives the cache savings")
    func toldCost() {
        var told = usage
        told.cost = Dollars(picodollars: 7)
        var rig = rig(turns: [1])
        rig.begin()
        rig.answerAll { _ in reply(told) }
        #expect(rig.core.tally.counts.cost == Dollars(picodollars: 7))
        #expect(rig.core.tally.counts.savedByCache == Dollars(picodollars: 45))
        rig = self.rig(turns: [1], prices: .builtIn)
        rig.begin()
        rig.answerAll { _ in reply(told) }
        #expect(rig.core.tally.counts.cost == Dollars(picodollars: 7))
        #expect(rig.core.tally.counts.savedByCache == .zero)
        #expect(rig.core.tally.roundsWithoutCost.isEmpty)
    }

    @Test("A cost without any counts is kept, and the usage is nil")
    func costAlone() {
        var rig = rig(turns: [1])
        rig.begin()
        rig.answerAll { _ in reply(Usage(prompt: nil, completion: nil, cost: Dollars(picodollars: 7))) }
        var rounds: [Round] = []
        for case .round(_, let round, let attempt) in rig.records {
            rounds.append(round)
            #expect(attempt.cost == Dollars(picodollars: 7))
        }
        #expect(rounds.map(\.cost?.total) == [Dollars(picodollars: 7)])
        #expect(rounds.first?.reply.usage == nil)
        #expect(rig.core.tally.roundsWithoutCost.isEmpty && rig.core.tally.counts.cost == Dollars(picodollars: 7))
    }

    @Test("Rounds without a cost are counted by the model that was asked")
    func unknown() {
        var rig = rig(turns: [1, 1, 1])
        rig.begin()
        var answers = [reply(usage), reply(nil), reply(usage, model: "another")]
        rig.answerAll { _ in answers.removeFirst() }
        #expect(rig.core.tally.roundsWithoutCost == [AskedModel(provider: "provider-0", model: "m"): 2])
        #expect(rig.core.tally.counts.cost == usageCost)
        #expect(rig.core.tally.counts.rounds == 3)
    }

    @Test("The price of the instant at which the request was sent counts")
    func hour() throws {
        let night = Price.Hours(WeeklyHours(start: 0, end: 240), TokenRate(cachedInput: 2, input: 20, output: 200))
        var rig = rig(turns: [2], prices: Self.prices([night]))
        rig.now = CivilTime(year: 2026, month: 11, day: 23, hour: 3, minute: 59, second: 59, millisecond: 999).instant
        rig.begin()
        // It was sent a millisecond before the reply, at four o'clock.
        rig.answer(try #require(rig.sent.last), reply(usage))
        rig.commit()
        rig.answer(try #require(rig.sent.last), reply(usage))
        rig.commit()
        #expect(costs(rig.records) == [usageCost + usageCost, usageCost])
    }

    @Test("The run stops when its budget is used up, waste included, and leaves the rest to the next run")
    func budget() {
        var rig = rig(turns: [1, 1, 1, 1, 1]) {
            $0.costBudget = Dollars(picodollars: 3 * 255)
            $0.accounts[0].limits.concurrency = 1
        }
        rig.begin()
        var answers = 0
        rig.answerAll { _ in
            answers += 1
            return answers == 2 ? .transient(Failure(code: "empty_reply", message: "", usage: usage)) : reply(usage)
        }
        guard case .stopped(.costBudget(Dollars(picodollars: 765)))? = rig.ending else {
            Issue.record("\(String(describing: rig.ending))")
            return
        }
        #expect(rig.sent.count == 3)
        #expect(rig.core.tally.counts.totalCost == Dollars(picodollars: 765))
        #expect(rig.core.tally.counts.failed == 0)
    }

    @Test("A budget that is reached with the last round was enough")
    func exactBudget() {
        var rig = rig(turns: [1]) { $0.costBudget = Dollars(picodollars: 255) }
        rig.begin()
        rig.answerAll { _ in reply(usage) }
        guard case .completed? = rig.ending else { Issue.record("\(String(describing: rig.ending))"); return }
    }

    @Test("With a budget, a reply of unknown cost stops the run")
    func unknownUnderBudget() {
        var rig = rig(turns: [1, 1, 1]) {
            $0.costBudget = Dollars(picodollars: 1_000_000)
            $0.accounts[0].limits.concurrency = 1
        }
        rig.begin()
        rig.answerAll { _ in reply(nil) }
        guard case .stopped(.costUnknown(let model))? = rig.ending else { Issue.record("\(String(describing: rig.ending))"); return }
        #expect(model == AskedModel(provider: "provider-0", model: "m"))
        #expect(rig.sent.count == 1)
    }
}

@Suite("EngineCore: waiting for cheap hours")
struct CheapHoursTests {
    /// Monday, half an hour into DeepSeek's first peak.
    private let peak = CivilTime(year: 2026, month: 11, day: 23, hour: 1, minute: 30).instant
    private let cheap = CivilTime(year: 2026, month: 11, day: 23, hour: 4).instant

    private func rig(turns: [Int], model: String = "deepseek-flash", at now: Instant, waits: Bool = true) -> CoreRig {
        var rig = CoreRig(turns: turns) {
            $0.accounts[0] = .init(provider: "deepseek", model: model, limits: AccountLimits(concurrency: 8))
            $0.waitsForCheapHours = waits
        }
        rig.now = now
        return rig
    }

    @Test("Nothing is started during a peak; the run reports its end, and continues by itself then")
    func waiting() {
        var rig = rig(turns: [1, 1], at: peak)
        rig.begin()
        #expect(rig.sent.isEmpty)
        #expect(rig.core.bottleneck(at: rig.now) == .peakHours(until: cheap))
        var looks = 0
        while rig.sent.isEmpty, looks < 1_000 {
            looks += 1
            rig.commit()
        }
        #expect(rig.sent.count == 2)
        #expect(rig.now == cheap)
        // The core looks at the clock once a minute, because a timer may not count while the machine sleeps.
        #expect(looks == 150)
        rig.answerAll { _ in .replied(Reply(content: "fine")) }
        #expect(rig.core.tally.counts.completed == 2)
    }

    @Test("A conversation in progress waits too, and an attempt in flight is completed")
    func inProgress() throws {
        var rig = rig(turns: [2], at: CivilTime(year: 2026, month: 11, day: 23, minute: 59, second: 59).instant)
        rig.begin()
        let first = try #require(rig.sent.last)
        rig.now = peak
        rig.reply(to: first, "one")
        rig.commit()
        #expect(rig.core.tally.counts.rounds == 1)
        #expect(rig.sent.count == 1)
        #expect(rig.core.bottleneck(at: rig.now) == .peakHours(until: cheap))
        rig.now = cheap
        rig.commit()
        #expect(rig.sent.count == 2)
    }

    @Test("A retry waits too")
    func retry() {
        var rig = rig(turns: [1], at: CivilTime(year: 2026, month: 11, day: 23, minute: 59, second: 59).instant)
        rig.begin()
        rig.now = peak
        rig.answer(rig.sent[0], .transient(Failure(code: "server_error", message: "", wait: .seconds(5))))
        while rig.now < cheap, rig.sent.count == 1 { rig.commit() }
        #expect(rig.sent.count == 2)
        #expect(rig.now == cheap)
    }

    @Test("An interrupt ends the waiting")
    func interrupt() {
        var rig = rig(turns: [1], at: peak)
        rig.begin()
        rig.give(.stopRequested(.interrupted))
        guard case .stopped(.interrupted)? = rig.ending else { Issue.record("\(String(describing: rig.ending))"); return }
        #expect(rig.sent.isEmpty)
    }

    @Test("No request waits without the setting, during cheap hours, or if the price has no hours")
    func noWait() {
        for (model, now, waits) in [
            ("deepseek-flash", peak, false), ("deepseek-flash", cheap, true), ("no-such-model", peak, true),
            ("deepseek-flash", CivilTime(year: 2026, month: 11, day: 22, hour: 2).instant, true),
        ] {
            var rig = rig(turns: [1], model: model, at: now, waits: waits)
            rig.begin()
            #expect(rig.sent.count == 1, "\(model) \(waits)")
        }
    }
}
