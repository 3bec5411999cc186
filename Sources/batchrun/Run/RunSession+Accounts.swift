import BatchCore
import BatchEngine

extension RunSession {
    /// Refuses to begin where a key is missing.
    func requireKeys(of asked: [AccountID: Set<String>]) throws {
        for account in asked.keys.sorted(by: { $0.index < $1.index }) {
            guard let variable = accounts.missingKey(account) else { continue }
            let ignored = keys.ignoredLine.map { " Line \($0) of .env is none that sets a variable (NAME=value)." } ?? ""
            throw CommandFailure(
                "\(accounts.list[account.index].provider.title) needs a key, and \(variable) is not set.\(ignored)",
                hint: "Set it in the environment or in a .env file here; or rehearse without one: --rehearse")
        }
    }

    /// Looks at the accounts before the first job. One that will not serve is left alone, as one that stops later is; where no
    /// other is left, the run does not begin.
    mutating func lookAtAccounts(_ asked: [AccountID: Set<String>]) throws {
        guard !options.noPreflight, !options.rehearse else { return }
        var refusals: [(account: AccountID, refusal: Preflight.Refusal)] = []
        for (account, models) in asked.sorted(by: { $0.key.index < $1.key.index }) {
            let inquiry = AccountInquiry(account: accounts.list[account.index], clock: clock)
            do {
                try Preflight(inquiry: inquiry, models: models).check()
            } catch let refusal as Preflight.Refusal {
                refusals.append((account, refusal))
            }
        }
        if let (_, refusal) = refusals.first, refusals.count == asked.count {
            throw CommandFailure("\(refusal.sentence); nothing was sent.", hint: refusal.failure.advice?.sentence, status: .stopped)
        }
        for (account, refusal) in refusals { accounts.leaveAlone(account, since: refusal.failure) }
    }
}
