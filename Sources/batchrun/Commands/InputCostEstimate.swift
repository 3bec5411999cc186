import BatchCore
import BatchEngine

/// What the input of a job file may cost at the price of now, no token of it cached. The replies are not in it.
struct InputCostEstimate {
    let prices: PriceList
    let now: Instant
    private var tokens: [AskedModel: Int] = [:]

    init(prices: PriceList, now: Instant) { (self.prices, self.now) = (prices, now) }

    mutating func add(_ count: Int, of job: Job, _ accounts: Accounts) {
        guard let model = accounts.model(of: job) else { return }
        tokens[model, default: 0] += count
    }

    /// The sum; nil where a model has no price.
    var total: Dollars? {
        var sum = Dollars.zero
        for (model, count) in tokens {
            let price = prices.price(provider: model.provider, asked: model.model, answered: nil, at: now)
            let usage = Usage(prompt: count, completion: 0, cached: 0)
            guard let cost = price?.cost(of: usage, sentAt: now, completedAt: now) else { return nil }
            sum += cost.total
        }
        return sum
    }

    var phrase: String {
        guard let total else {
            let unknown = tokens.keys.sorted().first { prices.price(provider: $0.provider, asked: $0.model, answered: nil, at: now) == nil }
            return "cost not known" + (unknown.map { ": there is no price for \($0.name)" } ?? "")
        }
        return "about \(total.shown) for that input at the price of this hour, uncached: an estimate, to which the output comes"
    }
}
