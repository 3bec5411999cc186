import BatchCore
import BatchEngine

/// Tells what is to be said of jobs, seen from the accounts that they will be asked of and by the rules of their models.
final class JobReviewer {
    private let accounts: Accounts
    private let streams: Bool
    /// By provider and model. Nobody names hundreds of models; where somebody does, what is beyond is not kept.
    private var reviews: [AskedModel: RequestReview] = [:]

    private var unknownModels: [AskedModel: [JobRemark]] = [:]
    private let prices: PriceList
    private let now = SystemClock().now()
    /// Whom the last job asked of which there was nothing to say.
    private var unremarkable: Whom?

    private struct Whom: Equatable {
        var provider: String?
        var model: String?
    }

    private static let mostKept = 100

    /// - Parameter streams: whether answers are asked for as streams by jobs that do not say.
    init(accounts: Accounts, streams: Bool, prices: PriceList) {
        (self.accounts, self.streams, self.prices) = (accounts, streams, prices)
    }

    func remarks(on job: Job) -> [JobRemark] {
        let concerns = RequestReview.concerns(job)
        // Most jobs ask whom the one before asked, and for nothing besides.
        let whom = Whom(provider: job.provider, model: job.model)
        if !concerns, whom == unremarkable { return [] }
        let remarks = remarks(on: job, concerns)
        if !concerns, remarks.isEmpty { unremarkable = whom }
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
                    hint: "add \"model\" to the line or --model to the command")
            ]
        }
        let unknown = unknownModel(provider, asked)
        guard concerns else { return unknown }
        return unknown + review(provider, asked).remarks(on: job) + ParameterNames.remarks(on: job) + ToolForms.remarks(on: job)
    }

    /// A model that a provider is not known to have which tells all that it has. What it has today is seen when the run begins.
    private func unknownModel(_ provider: Provider, _ asked: AskedModel) -> [JobRemark] {
        guard let model = asked.model, let unlisted = provider.pages.unlistedModels, accounts.isAtHome(provider) else { return [] }
        if let remarks = unknownModels[asked] { return remarks }
        let priced = prices.models(of: provider.name, at: now)
        let known = priced + unlisted.filter { !priced.contains($0) }
        let hint: Advice = NearestName.of(model, in: known).map { "did you mean \"\($0)\"?" } ?? "known are \(known.joined(separator: ", "))"
        let wasThere = prices.prices(of: provider.name).contains { $0.models.contains(model) }
        let isKnown = priced.isEmpty || known.contains(model)
        let remarks = isKnown
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
            hint: nearest ?? "known are \(names.joined(separator: ", ")); others stand in a file for --providers")
    }

    private func review(_ provider: Provider, _ asked: AskedModel) -> RequestReview {
        if let review = reviews[asked] { return review }
        let review = RequestReview(provider: provider, model: asked.model, streams: streams, others: accounts.catalog.providers)
        if reviews.count < Self.mostKept { reviews[asked] = review }
        return review
    }
}
