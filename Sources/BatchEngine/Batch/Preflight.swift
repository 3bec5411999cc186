import BatchCore

/// Looks at an account's free pages before the first job: a refused key, an unknown model and an empty balance show while
/// nothing was sent yet. A page that cannot be read says nothing, and the run begins.
struct Preflight {
    let inquiry: AccountInquiry
    /// The models that jobs use of the account.
    let models: Set<String>

    /// - Returns: why the account serves no job; nil if it serves.
    /// - Throws: ``BatchError`` if the account serves and has not all models.
    func refusal() throws(BatchError) -> BatchError? { try refusalOfModels() ?? refusalOfBalance }

    private var title: String { inquiry.account.provider.title }

    private func refusalOfModels() throws(BatchError) -> BatchError? {
        switch inquiry.modelsPage {
        case .refused(let failure)?: return BatchError(.accountRefused(provider: title, failure))
        case .content(let listed)?:
            guard let unlisted = inquiry.account.provider.pages.unlistedModels else { return nil }
            let known = listed + unlisted
            guard let model = models.sorted().first(where: { !known.contains($0) }) else { return nil }
            throw BatchError(.modelMissing(model, provider: title, nearest: NearestName.of(model, in: known), listed: listed))
        case .unreadable?, nil: return nil
        }
    }

    private var refusalOfBalance: BatchError? {
        switch inquiry.balancePage {
        case .refused(let failure)?: return BatchError(.accountRefused(provider: title, failure))
        case .content(let balance)? where !balance.isAvailable:
            let left = balance.amounts.map { "\($0.total) \($0.currency)" }.joined(separator: ", ")
            let failure = Failure(
                code: "insufficient_balance", message: "the balance is not enough for requests",
                advice: "Top it up and run the same command again.")
            return BatchError(.balanceEmpty(provider: title, left: left, failure))
        case .content?, .unreadable?, nil: return nil
        }
    }
}
