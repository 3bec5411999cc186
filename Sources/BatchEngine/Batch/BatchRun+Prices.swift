import BatchCore

extension BatchRun {
    /// Whether nothing starts at hours that cost more. A rehearsal costs nothing at any hour.
    var waitsForCheapHours: Bool { options.waitsForCheapHours && !options.isRehearsal }

    private func price(of model: AskedModel) -> Price? {
        batch.prices.price(provider: model.provider, asked: model.model, answered: nil, at: batch.clock.now())
    }

    /// The models that unfinished jobs use, in alphabetical order.
    var askedModels: [(account: Account, model: AskedModel)] {
        asked.byAccount.flatMap { account, names in
            names.map { (account: accounts[account], model: AskedModel(provider: accounts[account].provider.name, model: $0)) }
        }.sorted { $0.model < $1.model }
    }

    /// - Throws: ``BatchError`` if a budget in dollars could not be kept, or if no hour is cheaper than another.
    func requirePrices() throws(BatchError) {
        let models = askedModels
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

    /// Reports until when nothing starts, if the run begins at an hour that costs more for all models.
    func announcePeakHours() {
        guard waitsForCheapHours else { return }
        let now = batch.clock.now()
        let starts = askedModels.map { batch.prices.nextCheapInstant(provider: $0.model.provider, model: $0.model.model ?? "", after: now) }
        guard let until = starts.compactMap({ $0 }).min(), starts.allSatisfy({ $0 != nil }) else { return }
        report(.peakHours(until: until, wait: until - now))
    }
}
