import BatchCore
import BatchEngine

/// Looks at an account's free pages before the first job is sent: a refused key, an unknown model and an empty balance are
/// found while nothing has been asked yet. A page that cannot be read says nothing, and the run begins.
struct Preflight {
    /// Why the account will not serve anybody.
    struct Refusal: Error {
        let failure: Failure
        let sentence: String
    }

    let inquiry: AccountInquiry
    /// The models that jobs will ask of the account.
    let models: Set<String>

    /// - Throws: a ``Refusal``, or a ``CommandFailure`` where the account serves, and a model is not there.
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
            let title = inquiry.account.provider.title
            throw Refusal(
                failure: Failure(
                    code: "insufficient_balance", message: "the balance is not enough for requests",
                    advice: "Top it up and run the same command again."),
                sentence: "The balance of the \(title) account is not enough for requests\(left.isEmpty ? "" : " (\(left))")")
        case .content, .unreadable, nil: break
        }
    }

    private func refusal(_ failure: Failure) -> Refusal {
        Refusal(failure: failure, sentence: "\(inquiry.account.provider.title) refuses the account: \(failure.message)")
    }
}
