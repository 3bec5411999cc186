import BatchEngine

/// Tells what is to be said of jobs, seen from the accounts that they will be asked of and by the rules of their models.
final class JobReviewer {
    private let accounts: Accounts
    private let streams: Bool
    /// By provider and model. Nobody names hundreds of models; where somebody does, what is beyond is not kept.
    private var reviews: [PricedModel: RequestReview] = [:]

    private static let mostKept = 100

    /// - Parameter streams: whether answers are asked for as streams by jobs that do not say.
    init(accounts: Accounts, streams: Bool) { (self.accounts, self.streams) = (accounts, streams) }

    func remarks(on job: Job) -> [JobRemark] {
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
        return RequestReview.concerns(job) ? review(provider, asked).remarks(on: job) : []
    }

    private func unknownProvider(_ name: String) -> JobRemark {
        let names = accounts.names
        let nearest = NearestName.of(name, in: names).map { "did you mean \"\($0)\"?" }
        return JobRemark(
            at: JobPlace("provider"), message: "there is no provider \"\(name)\"",
            hint: nearest ?? "known are \(names.joined(separator: ", "))")
    }

    private func review(_ provider: Provider, _ asked: PricedModel) -> RequestReview {
        if let review = reviews[asked] { return review }
        let review = RequestReview(provider: provider, model: asked.model, streams: streams, others: accounts.catalog.providers)
        if reviews.count < Self.mostKept { reviews[asked] = review }
        return review
    }
}
