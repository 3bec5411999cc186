@testable import BatchCore
import Testing

@Suite("Finding prices, and what tokens cost by them")
struct PriceListTests {
    private let now = CivilTime(year: 2026, month: 11, day: 23, hour: 2).instant

    private func price(_ models: String..., from: Instant = .epoch, input: Int64 = 100, hours: [Price.Hours] = []) -> Price {
        Price(
            provider: "custom", models: models, from: from, rate: TokenRate(cachedInput: 10, input: input, output: 1_000), hours: hours)
    }

    @Test("The user's price overrides the built-in one from its instant on")
    func layers() {
        let own = Price(
            provider: "deepseek", models: ["deepseek-flash"], from: now, rate: TokenRate(cachedInput: 1, input: 2, output: 3))
        let list = PriceList(own: [own])
        #expect(list.price(provider: "deepseek", model: "deepseek-flash", at: now)?.rate.input == 2)
        let before = Instant(nanoseconds: now.nanoseconds - 1)
        #expect(list.price(provider: "deepseek", model: "deepseek-flash", at: before)?.rate.input == 150_000)
        #expect(list.price(provider: "deepseek", model: "deepseek-v4-pro", at: now)?.rate.input == 660_000)
    }

    @Test("The prices of a provider's models are listed without prices that never apply")
    func succession() {
        let day = Instant(nanoseconds: now.nanoseconds + 86_400_000_000_000)
        var ended = price("m", "n", input: 1)
        ended.until = now
        let layers = [[price("m", from: day, input: 3)], [ended, price("m", from: day, input: 4), price("o", input: 1)]]
        let prices = PriceList(layers: layers).prices(of: "custom")
        #expect(prices.map(\.models) == [["m", "n"], ["o"], ["m"]])
        #expect(prices.map(\.rate.input) == [1, 1, 3])
        #expect(prices.map(\.from) == [.epoch, .epoch, day])
        #expect(prices.map(\.until) == [now, .distantFuture, .distantFuture])
        #expect(PriceList(layers: layers).prices(of: "openai").isEmpty)
        // Listing them again changes nothing, nor does it for the built-in prices.
        #expect(PriceList(layers: [prices]).prices(of: "custom") == prices)
        let builtIn = PriceList.builtIn.prices(of: "deepseek")
        let again = PriceList(layers: [builtIn])
        for price in Price.ofDeepSeek {
            for model in price.models {
                for instant in [price.from, price.from + .seconds(-1), price.until + .seconds(-1)] {
                    let expected = PriceList.builtIn.price(provider: "deepseek", model: model, at: instant)
                    let found = again.price(provider: "deepseek", model: model, at: instant)
                    #expect(found?.rate == expected?.rate && found?.hours == expected?.hours)
                    #expect(found?.decisive == expected?.decisive)
                }
            }
        }
    }

    @Test("A model of another provider, or of none that is known, has no price")
    func unknown() {
        let list = PriceList(own: [price("m")])
        #expect(list.price(provider: "together", model: "deepseek-flash", at: now) == nil)
        #expect(list.price(provider: "simulated", model: "simulated-chat", at: now) == nil)
        #expect(list.price(provider: "openai", model: "m", at: now) == nil)
        #expect(list.price(provider: "custom", model: "M", at: now) == nil)
        #expect(list.price(provider: "custom", model: "m", at: now) != nil)
    }

    @Test("A later price ends the one before it, in whatever order they are given")
    func order() {
        let early = price("m", input: 1)
        let late = price("m", from: now, input: 2)
        for list in [PriceList(own: [early, late]), PriceList(own: [late, early])] {
            #expect(list.price(provider: "custom", model: "m", at: now + .seconds(-1))?.rate.input == 1)
            #expect(list.price(provider: "custom", model: "m", at: now)?.rate.input == 2)
        }
    }

    @Test("The model that answered counts; a dated build of the requested one has its price, and no other name is guessed")
    func answered() {
        let list = PriceList(own: [price("gpt-5", input: 5), price("gpt-5-mini", input: 1)])
        func input(_ asked: String?, _ answered: String?) -> Int64? {
            list.price(provider: "custom", asked: asked, answered: answered, at: now)?.rate.input
        }
        #expect(input("gpt-5", "gpt-5-mini") == 1)
        #expect(input("gpt-5-mini", "gpt-5-mini-2025-08-07") == 1)
        #expect(input("gpt-5", nil) == 5)
        #expect(input(nil, "gpt-5") == 5)
        #expect(input("gpt-5", "gpt-5-pro") == nil)
        #expect(input("gpt-5", "gpt-5-") == nil)
        #expect(input("gpt-5", "gpt-50") == nil)
        #expect(input("gpt-5", "other") == nil)
        #expect(input(nil, nil) == nil)
        #expect(input("", "-1") == nil)
    }

    @Test("Cached input, other input and output are paid each at its rate, and reasoning is part of the output")
    func cost() {
        let usage = Usage(prompt: 1_000, completion: 50, cached: 900, reasoning: 40)
        let cost = price("m").cost(of: usage, sentAt: now, completedAt: now)
        #expect(cost?.total == Dollars(picodollars: 900 * 10 + 100 * 100 + 50 * 1_000))
        #expect(cost?.savedByCache == Dollars(picodollars: 900 * 90))
    }

    @Test("If a necessary count is missing or invalid, the cost is unknown")
    func untold() {
        let price = price("m")
        func cost(_ usage: Usage) -> Cost? { price.cost(of: usage, sentAt: now, completedAt: now) }
        #expect(cost(Usage(prompt: nil, completion: 5, cached: 0)) == nil)
        #expect(cost(Usage(prompt: 5, completion: nil, cached: 0)) == nil)
        #expect(cost(Usage(prompt: 5, completion: 5)) == nil)
        #expect(cost(Usage(prompt: 5, completion: 5, cached: 6)) == nil)
        #expect(cost(Usage(prompt: .max, completion: 5, cached: 0)) == nil)
        #expect(cost(Usage(prompt: 0, completion: 0, cached: 0))?.total == .zero)
        var even = price
        even.rate.cachedInput = even.rate.input
        #expect(even.cost(of: Usage(prompt: 5, completion: 1), sentAt: now, completedAt: now)?.total == Dollars(picodollars: 1_500))
    }

    @Test("The hour of sending counts, or that of completion if the price says so")
    func decisiveInstant() {
        let peak = Price.Hours(WeeklyHours(start: 120, end: 180), TokenRate(cachedInput: 10, input: 200, output: 1_000))
        var price = price("m", hours: [peak])
        let usage = Usage(prompt: 1, completion: 0, cached: 0)
        let before = now + .seconds(-1)
        #expect(price.cost(of: usage, sentAt: before, completedAt: now)?.total == Dollars(picodollars: 100))
        price.decisive = .completed
        #expect(price.cost(of: usage, sentAt: before, completedAt: now)?.total == Dollars(picodollars: 200))
        #expect(Price.ofDeepSeek.filter { $0.decisive == .completed }.allSatisfy { !$0.hours.isEmpty && $0.until == .distantFuture })
    }

    @Test("Cheap hours are waited for until the first edge from which it is as cheap as it gets")
    func nextCheapInstant() {
        func next(_ day: Int, _ hour: Int, _ model: String = "deepseek-flash") -> Instant? {
            PriceList.builtIn.nextCheapInstant(
                provider: "deepseek", model: model, after: CivilTime(year: 2026, month: 11, day: day, hour: hour).instant)
        }
        func at(_ day: Int, _ hour: Int) -> Instant { CivilTime(year: 2026, month: 11, day: day, hour: hour).instant }
        #expect(next(23, 1) == at(23, 4))
        #expect(next(23, 3, "deepseek-v4-pro") == at(23, 4))
        #expect(next(23, 6) == at(23, 10))
        #expect(next(23, 4) == nil && next(23, 5) == nil && next(23, 0) == nil && next(23, 10) == nil)
        #expect(next(21, 2) == nil && next(22, 8) == nil)
        #expect(next(23, 2, "deepseek-v5") == nil)
    }

    @Test("A price that is cheap only on one day is waited for over the week, and one that covers all hours is never waited for in vain")
    func longWaits() {
        func rate(_ input: Int64) -> TokenRate { TokenRate(cachedInput: 1, input: input, output: 1) }
        let sunday = Price.Hours(WeeklyHours(start: 0, end: 1_440, days: .sunday), rate(1))
        var list = PriceList(own: [price("m", input: 50, hours: [sunday])])
        #expect(list.nextCheapInstant(provider: "custom", model: "m", after: now) == CivilTime(year: 2026, month: 11, day: 29).instant)
        // The rate outside the hours is the lowest, and no hour has it.
        let halves = [Price.Hours(WeeklyHours(start: 0, end: 720), rate(9)), Price.Hours(WeeklyHours(start: 720, end: 0), rate(5))]
        list = PriceList(own: [price("m", input: 1, hours: halves)])
        #expect(
            list.nextCheapInstant(provider: "custom", model: "m", after: now) == CivilTime(year: 2026, month: 11, day: 23, hour: 12).instant
        )
        // Another price begins before then, so the search ends there.
        let change = now + .seconds(60)
        list = PriceList(own: [price("m", hours: [sunday]), price("m", from: change)])
        #expect(list.nextCheapInstant(provider: "custom", model: "m", after: now) == change)
        #expect(list.nextCheapInstant(provider: "custom", model: "m", after: change) == nil)
    }
}
