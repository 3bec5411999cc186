public import BatchCore

/// The contents of a job file and its faults. Nothing was sent.
public struct BatchCheck: Sendable {
    /// Name of the file, or `standard input`.
    public let file: String
    /// Lines that are jobs.
    public let jobs: Int
    /// Turns of these jobs: each needs at least one paid reply.
    public let turns: Int
    /// Lines that are not jobs.
    public let badLines: Int
    /// Jobs by the title of their lines' form.
    package let forms: [JobForm: Int]
    /// Estimate of the input tokens of all rounds, without the replies that become history.
    public let estimatedInputTokens: Int
    /// Estimated cost of that input at the price of this hour, uncached; nil if a model has no price. The output is extra.
    public let estimatedInputCost: Dollars?
    /// The first model without a price; nil if all have one.
    public let modelWithoutPrice: AskedModel?
    /// Warnings about members of jobs that do not have the effect they seem to have.
    public let warnings: [LineRemark]
}

extension Batch {
    /// Reads every line of the job file, and sends nothing.
    /// - Parameter badLine: called with each fault of a line.
    /// - Throws: ``BatchError`` if the file cannot be read.
    public func check(_ badLine: (LineRemark) -> Void = { _ in }) throws(BatchError) -> BatchCheck {
        guard let jobFile = paths.jobFile else { throw BatchError(.noJobs(paths.state)) }
        let chosen = Account(provider: provider, baseURL: options.baseURL, key: nil, model: options.model)
        let accounts = Accounts(chosen: chosen, missingKey: nil, catalog: catalog, keys: try KeyRing.read())
        let now = clock.now()
        let reviewer = JobReviewer(accounts: accounts, streams: options.streams, prices: prices, now: now)
        var check = JobFileCheck(reading: options.reading) { reviewer.remarks(on: $0) }
        var costs = InputCostEstimate(prices: prices, now: now)
        let name = try BatchError.rethrowing {
            var source = try JobFileSource(path: jobFile)
            while let entry = try source.next() {
                do throws(JobLineError) {
                    let before = check.counts.estimatedInputTokens
                    let job = try check.job(of: entry)
                    costs.add(check.counts.estimatedInputTokens - before, of: job, accounts)
                } catch {
                    for fault in error.faults { badLine(LineRemark(fault, file: source.name)) }
                }
            }
            return source.name
        }
        let counts = check.counts
        return BatchCheck(
            file: name, jobs: counts.jobs, turns: counts.turns, badLines: counts.badLines, forms: counts.forms,
            estimatedInputTokens: counts.estimatedInputTokens, estimatedInputCost: costs.total, modelWithoutPrice: costs.modelWithoutPrice,
            warnings: check.warnings.map { LineRemark($0, file: name) })
    }
}

/// Estimated cost of a job file's input at the price of now, with no token cached.
private struct InputCostEstimate {
    let prices: PriceList
    let now: Instant
    private var tokens: [AskedModel: Int] = [:]

    init(prices: PriceList, now: Instant) { (self.prices, self.now) = (prices, now) }

    mutating func add(_ count: Int, of job: Job, _ accounts: Accounts) {
        guard let model = accounts.model(of: job) else { return }
        tokens[model, default: 0] += count
    }

    /// Nil if a model has no price.
    var total: Dollars? {
        var sum = Dollars.zero
        for (model, count) in tokens {
            let usage = Usage(prompt: count, completion: 0, cached: 0)
            guard let cost = price(of: model)?.cost(of: usage, sentAt: now, completedAt: now) else { return nil }
            sum += cost.total
        }
        return sum
    }

    var modelWithoutPrice: AskedModel? { tokens.keys.sorted().first { price(of: $0) == nil } }

    private func price(of model: AskedModel) -> Price? {
        prices.price(provider: model.provider, asked: model.model, answered: nil, at: now)
    }
}
