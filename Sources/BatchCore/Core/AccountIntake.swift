/// How many of an account's jobs are read, so that one account's jobs do not crowd out another's: each has a share of the window.
struct AccountIntake: Sendable {
    /// Whether the store has no more jobs of the account.
    var isExhausted: Bool
    /// Its conversations that left the window unfinished, since the account has stopped.
    var held = 0
    private let account: AccountID
    /// The most conversations in the window.
    private let share: Int
    /// The most if the conversations in the window are large.
    private let heavyShare: Int

    /// The intakes of all accounts, in their order. The shares are in proportion to the concurrency limits.
    static func all(of settings: EngineSettings) -> [AccountIntake] {
        let open = settings.accounts.indices.filter { !settings.accounts[$0].jobNames.isEmpty || settings.fallback?.index == $0 }
        let inFlight = open.reduce(0) { $0 + settings.accounts[$1].limits.concurrency }
        return settings.accounts.indices.map { place in
            let own = settings.accounts[place].limits.concurrency
            return AccountIntake(
                isExhausted: settings.accounts[place].jobNames.isEmpty, account: AccountID(place),
                share: max(1, inFlight == 0 ? 1 : settings.window * own / inFlight), heavyShare: max(1, own))
        }
    }

    private init(isExhausted: Bool, account: AccountID, share: Int, heavyShare: Int) {
        (self.isExhausted, self.account) = (isExhausted, account)
        (self.share, self.heavyShare) = (share, min(share, heavyShare))
    }

    /// Whether more of its jobs are to be read. If the account has stopped, it matters only whether there are any, unless a
    /// fallback may serve them.
    func wantsMore(isStopped: Bool, hasFallback: Bool) -> Bool { !isExhausted && !(isStopped && held > 0 && !hasFallback) }

    /// For how many conversations there is room now; zero if there are too few to ask the store for.
    func room(in window: Window, _ windowBytes: Int) -> Int {
        let isHeavy = window.bytes >= windowBytes
        let room = (isHeavy ? heavyShare : share) - window.occupied(by: account)
        // In batches: one for each free place would make the store work for single rows.
        return room >= (isHeavy ? 1 : max(1, min(share / 4, 256))) ? room : 0
    }
}
