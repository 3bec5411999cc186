import BatchEngine

/// Looks at an account's free pages before the first job is sent: a refused key, an unknown model and an empty balance are
/// found while nothing has been asked yet. A page that cannot be read says nothing, and the run begins.
struct Preflight {
    let inquiry: AccountInquiry
    /// The models that jobs will ask of the account.
    let models: Set<String>

    func check() throws {
        try checkModels()
        try checkBalance()
    }

    private func checkModels() throws {
        switch inquiry.models() {
        case .refused(let failure): throw refusal(failure)
        case .content(let listed):
            guard let unlisted = inquiry.account.provider.pages.unlistedModels else { return }
            let known = listed + unlisted
            for model in models.sorted() where !known.contains(model) {
                let nearest = NearestName.of(model, in: known).map { "Did you mean '\($0)'? " } ?? ""
                throw CommandFailure(
                    "\(inquiry.account.provider.title) has no model '\(model)'; nothing was sent.",
                    hint: "\(nearest)It lists \(listed.joined(separator: ", ")).")
            }
        case .unreadable, nil: break
        }
    }

    private func checkBalance() throws {
        switch inquiry.balance() {
        case .refused(let failure): throw refusal(failure)
        case .content(let balance) where !balance.isAvailable:
            let left = balance.amounts.map { "\($0.total) \($0.currency)" }.joined(separator: ", ")
            throw CommandFailure(
                "The balance of the \(inquiry.account.provider.title) account is not enough for requests"
                    + "\(left.isEmpty ? "" : " (\(left))"); nothing was sent.",
                hint: "Top it up and run the same command again.", status: .stopped)
        case .content, .unreadable, nil: break
        }
    }

    private func refusal(_ failure: Failure) -> CommandFailure {
        let advice = inquiry.account.errors.entries.first { $0.code == failure.code }?.advice
        return CommandFailure(
            "\(inquiry.account.provider.title) refuses the account: \(failure.message); nothing was sent.", hint: advice, status: .stopped)
    }
}
