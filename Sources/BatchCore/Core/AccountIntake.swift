/// How many of an account's jobs are taken in, so that one account's do not keep another's out: each has a share of the window.
struct AccountIntake: Sendable {
    /// Whether the store has no more jobs of the account to give.
    var isExhausted: Bool
    /// Its conversations that were let go unfinished, since it has stopped.
    var held = 0
    private let account: Int
    /// The most conversations in the window.
    private let share: Int
    /// The most where the conversations in the window are large.
    private let heavyShare: Int

    /// The shares follow from how many requests each account may have under way.
    static func all(of settings: EngineSettings) -> [AccountIntake] {
        let open = settings.accounts.indices.filter { !settings.accounts[$0].jobNames.isEmpty || settings.fallback?.index == $0 }
        let inFlight = open.reduce(0) { $0 + settings.accounts[$1].limits.concurrency }
        return settings.accounts.indices.map { account in
            let own = settings.accounts[account].limits.concurrency
            return AccountIntake(
                isExhausted: settings.accounts[account].jobNames.isEmpty, account: account,
                share: max(1, inFlight == 0 ? 1 : settings.window * own / inFlight), heavyShare: max(1, own))
        }
    }

    private init(isExhausted: Bool, account: Int, share: Int, heavyShare: Int) {
        (self.isExhausted, self.account) = (isExhausted, account)
        (self.share, self.heavyShare) = (share, min(share, heavyShare))
    }

    /// Whether more of its jobs are to be read. Of an account that has stopped only whether there are any is of interest, unless
    /// another may serve some of them.
    func wantsMore(isStopped: Bool, hasFallback: Bool) -> Bool { !isExhausted && !(isStopped && held > 0 && !hasFallback) }

    /// For how many conversations there is room now; none where it is too few to ask the store for.
    func room(in window: Window, _ windowBytes: Int) -> Int {
        let isHeavy = window.bytes >= windowBytes
        let room = (isHeavy ? heavyShare : share) - window.occupied(by: account)
        // In batches: one for each free place would make the store work for single rows.
        return room >= (isHeavy ? 1 : max(1, min(share / 4, 256))) ? room : 0
    }
}
