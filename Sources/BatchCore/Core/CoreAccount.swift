/// An account as the core sees it: its settings, what its limits allow now, and how many of its jobs are read.
struct CoreAccount: Sendable {
    let settings: EngineSettings.AccountSettings
    var schedule: AccountSchedule
    var intake: AccountIntake
}

/// The accounts of a run, by their identifiers.
struct CoreAccounts: Sendable {
    /// All identifiers, in the order of the settings.
    let ids: [AccountID]
    private var list: [CoreAccount]
    private let fallback: AccountID?

    init(_ settings: EngineSettings) {
        let names = settings.accounts.flatMap(\.jobNames)
        precondition(Set(names).count == names.count, "the jobs of one name are those of one account")
        precondition(settings.fallback.map { settings.accounts.indices.contains($0.index) } ?? true, "the fallback is one of the accounts")
        list = zip(settings.accounts, AccountIntake.all(of: settings)).map { account, intake in
            CoreAccount(
                settings: account, schedule: AccountSchedule(limits: account.limits, stoppedBy: account.obstacle), intake: intake)
        }
        ids = list.indices.map { AccountID($0) }
        fallback = settings.fallback
    }

    subscript(id: AccountID) -> CoreAccount {
        _read { yield list[id.index] }
        _modify { yield &list[id.index] }
    }

    func contains(_ id: AccountID) -> Bool { list.indices.contains(id.index) }

    /// The next account in turn; the first one after the last.
    func id(after id: AccountID) -> AccountID { AccountID(id.index + 1 < list.count ? id.index + 1 : 0) }

    /// The account that serves the jobs of those that have stopped; nil if there is none, or if it has stopped itself.
    var openFallback: AccountID? { fallback.flatMap { self[$0].schedule.isStopped ? nil : $0 } }

    /// Whether more of an account's jobs are to be read.
    func wantsMoreJobs(of id: AccountID) -> Bool {
        self[id].intake.wantsMore(isStopped: self[id].schedule.isStopped, hasFallback: openFallback != nil)
    }
}
