import BatchCore

/// Reviews jobs by the rules of their accounts and models.
final class JobReviewer {
    private let accounts: Accounts
    private let streams: Bool
    /// Real files name few models; at most ``mostKept`` are kept.
    private var reviews: [AskedModel: RequestReview] = [:]

    private var unknownModels: [AskedModel: [JobRemark]] = [:]
    private let prices: PriceList
    private let now: Instant
    /// Provider and model of the last job without remarks.
    private var unremarkable: Names?

    private struct Names: Equatable {
        var provider: String?
        var model: String?
    }

    private static let mostKept = 100

    /// - Parameters:
    ///   - streams: whether jobs are streamed if they do not set it.
    ///   - now: time whose prices count.
    init(accounts: Accounts, streams: Bool, prices: PriceList, now: Instant) {
        (self.accounts, self.streams, self.prices, self.now) = (accounts, streams, prices, now)
    }

    func remarks(on job: Job) -> [JobRemark] {
        let concerns = RequestReview.concerns(job)
        // Most jobs use the same provider and model as the one before.
        let names = Names(provider: job.provider, model: job.model)
        if !concerns, names == unremarkable { return [] }
        let remarks = remarks(on: job, concerns)
        if !concerns, remarks.isEmpty { unremarkable = names }
        return remarks
    }

    private func remarks(on job: Job, _ concerns: Bool) -> [JobRemark] {
        guard let provider = accounts.provider(job.provider), let asked = accounts.model(of: job) else {
            return [unknownProvider(job.provider ?? "")]
        }
        guard asked.model != nil else {
            return [
                JobRemark(
                    message: "the job names no model, and \(provider.title) has no default",
                    hint: Advice("add \"model\" to the line", .nameModel))
            ]
        }
        let unknown = unknownModel(provider, asked)
        guard concerns else { return unknown }
        return unknown + review(provider, asked).remarks(on: job) + ParameterNames.remarks(on: job) + ToolForms.remarks(on: job)
    }

    /// Warns of a model that the provider is not known to have. The provider's own list is read when the run begins.
    private func unknownModel(_ provider: Provider, _ asked: AskedModel) -> [JobRemark] {
        guard let model = asked.model, let unlisted = provider.pages.unlistedModels, accounts.isAtHome(provider) else { return [] }
        if let remarks = unknownModels[asked] { return remarks }
        let priced = prices.models(of: provider.name, at: now)
        let known = priced + unlisted.filter { !priced.contains($0) }
        let hint: Advice =
            NearestName.of(model, in: known).map { "did you mean \"\($0)\"?" } ?? "known are \(known.joined(separator: ", "))"
        let wasThere = prices.prices(of: provider.name).contains { $0.models.contains(model) }
        let isKnown = priced.isEmpty || known.contains(model)
        let remarks =
            isKnown
            ? []
            : [
                JobRemark(
                    .warning(code: "model_unknown", kind: "model \(provider.name) \(model)"), at: JobPlace("model"),
                    message: "\(provider.title) is not known to have the model \"\(model)\"\(wasThere ? " any more" : "")", hint: hint)
            ]
        if unknownModels.count < Self.mostKept { unknownModels[asked] = remarks }
        return remarks
    }

    private func unknownProvider(_ name: String) -> JobRemark {
        let names = accounts.names
        let nearest: Advice? = NearestName.of(name, in: names).map { "did you mean \"\($0)\"?" }
        return JobRemark(
            at: JobPlace("provider"), message: "there is no provider \"\(name)\"",
            hint: nearest ?? Advice("known are \(names.joined(separator: ", "))", .describeProvider))
    }

    private func review(_ provider: Provider, _ asked: AskedModel) -> RequestReview {
        if let review = reviews[asked] { return review }
        let review = RequestReview(provider: provider, model: asked.model, streams: streams, others: accounts.catalog.providers)
        if reviews.count < Self.mostKept { reviews[asked] = review }
        return review
    }
}
