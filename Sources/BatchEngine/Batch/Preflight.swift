import BatchCore

/// Checks an account's free pages before the first job, to find a refused key, an unknown model or an empty balance early. A page
/// that cannot be read is ignored.
struct Preflight {
    let inquiry: AccountInquiry
    /// The models that jobs use of the account.
    let models: Set<String>

    /// - Returns: why the account serves no job; nil if it serves jobs.
    /// - Throws: ``BatchError`` if the account serves jobs but lacks one of the models.
    func refusal() throws(BatchError) -> BatchError? { try refusalOfModels() ?? refusalOfBalance }

    private var provider: Provider { inquiry.account.provider }

    private func refusalOfModels() throws(BatchError) -> BatchError? {
        switch inquiry.modelsPage {
        case .refused(let failure)?: return BatchError(.accountRefused(provider: provider, failure))
        case .content(let listed)?:
            guard let unlisted = inquiry.account.provider.pages.unlistedModels else { return nil }
            let known = listed + unlisted
            guard let model = models.sorted().first(where: { !known.contains($0) }) else { return nil }
            throw BatchError(.modelMissing(model, provider: provider, nearest: NearestName.of(model, in: known), listed: listed))
        case .unreadable?, nil: return nil
        }
    }

    private var refusalOfBalance: BatchError? {
        switch inquiry.balancePage {
        case .refused(let failure)?: return BatchError(.accountRefused(provider: provider, failure))
        case .content(let balance)? where !balance.isAvailable:
            let left = balance.amounts.map { "\($0.total) \($0.currency)" }.joined(separator: ", ")
            let code = "insufficient_balance"
            let failure = Failure(
                code: code, message: "the balance is not enough for requests",
                advice: inquiry.account.errors.entry(code: code)?.advice)
            return BatchError(.balanceEmpty(provider: provider, left: left, failure))
        case .content?, .unreadable?, nil: return nil
        }
    }
}
