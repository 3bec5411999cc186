import BatchCore
import BatchEngine

extension RunSession {
    private func price(of model: AskedModel) -> Price? {
        prices.price(provider: model.provider, asked: model.model, answered: nil, at: clock.now())
    }

    /// Refuses to begin where a budget in dollars could not be kept, or where no hour is cheaper than another.
    func requirePrices(of asked: [AccountID: Set<String>]) throws {
        let models = asked.flatMap { account, names in
            names.map {
                (account: accounts.list[account.index], model: AskedModel(provider: accounts.list[account.index].provider.name, model: $0))
            }
        }.sorted { $0.model < $1.model }
        if options.limits.budgetDollars != nil,
            let unknown = models.first(where: { price(of: $0.model) == nil && $0.account.costReport == nil })?.model
        {
            throw CommandFailure(
                "No price is known for \(unknown.name), so that --budget-usd cannot be kept; nothing was sent.",
                hint: "Pass its price with --prices, or limit the run with --budget-tokens.")
        }
        if options.limits.offPeak, !models.contains(where: { price(of: $0.model)?.hasHours == true }) {
            let first = models.first?.model ?? AskedModel(provider: accounts.list[0].provider.name, model: nil)
            throw CommandFailure(
                price(of: first) == nil
                    ? "No price is known for \(first.name), so that --off-peak has no hours to wait for; nothing was sent."
                    : "\(first.name) costs the same at all hours, so that --off-peak has nothing to wait for; nothing was sent.",
                hint: "Omit --off-peak, or pass a price with hours with --prices.")
        }
    }

    /// Says until when nothing is started, where the run begins at hours that it shall not ask in.
    func announcePeakHours() {
        let now = clock.now()
        guard waitsForCheapHours, let model = accounts.list[0].model,
            let until = prices.nextCheapInstant(provider: accounts.list[0].provider.name, model: model, after: now)
        else { return }
        say("These are peak hours: nothing is started before \(until.minuteText), in \((until - now).brief).")
    }
}

extension Instant {
    /// `2026-11-23 04:00 UTC`
    var minuteText: String { "\(rfc3339.prefix(10)) \(rfc3339.dropFirst(11).prefix(5)) UTC" }
}
