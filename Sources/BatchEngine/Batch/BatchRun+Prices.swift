import BatchCore

extension BatchRun {
    /// Whether nothing starts at hours that cost more. A rehearsal costs nothing at any hour.
    var waitsForCheapHours: Bool { options.waitsForCheapHours && !options.isRehearsal }

    private func price(of model: AskedModel) -> Price? {
        batch.prices.price(provider: model.provider, asked: model.model, answered: nil, at: batch.clock.now())
    }

    /// - Throws: ``BatchError`` if a budget in dollars could not be kept, or if no hour is cheaper than another.
    func requirePrices(of asked: AskedModels) throws(BatchError) {
        let models = asked.byAccount.flatMap { account, names in
            names.map { (account: accounts[account], model: AskedModel(provider: accounts[account].provider.name, model: $0)) }
        }.sorted { $0.model < $1.model }
        if options.costBudget != nil,
            let unknown = models.first(where: { price(of: $0.model) == nil && $0.account.costReport == nil })?.model
        {
            throw BatchError(.priceMissing(unknown, for: .budget))
        }
        if options.waitsForCheapHours, !models.contains(where: { price(of: $0.model)?.hasHours == true }) {
            let first = models.first?.model ?? AskedModel(provider: accounts.chosen.provider.name, model: nil)
            throw BatchError(price(of: first) == nil ? .priceMissing(first, for: .cheapHours) : .noCheapHours(first))
        }
    }

    /// Reports until when nothing starts, if the run begins at an hour that costs more.
    func announcePeakHours() {
        let now = batch.clock.now()
        guard waitsForCheapHours, let model = accounts.chosen.model,
            let until = batch.prices.nextCheapInstant(provider: accounts.chosen.provider.name, model: model, after: now)
        else { return }
        report(.peakHours(until: until, wait: until - now))
    }
}
