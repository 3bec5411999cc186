/// State of one account's limits: its pauses, its rates, its concurrency, and why it stopped, if it did.
struct AccountSchedule: Sendable {
    /// Why nothing can start although conversations are ready.
    enum Hindrance: Hashable, Sendable {
        case concurrency
        case requestRate(until: Instant)
        case tokenRate(until: Instant)
        case paused(until: Instant)
        /// The next conversation's model costs less from that time on.
        case peakHours(until: Instant)
        case stopped
    }

    var ready = ReadyQueue()
    private(set) var inFlight = 0
    private(set) var stoppedBy: Failure?
    private(set) var pausedUntil: Instant = .epoch
    private var concurrency: ConcurrencyLimit
    private var requests: Bucket?
    private var tokens: Bucket?
    private var expectedCompletion = 256.0
    /// Bursts of refusals in a row without a reply between them.
    private var refusals = 0
    private var refusedSince: Instant?
    /// The longest wait that the provider has requested since then.
    private var longestWait = Duration.zero
    /// Failed tries to reach the server in a row.
    private(set) var unreached = 0
    private var unreachedSince: Instant?
    private var hasAnswered = false
    /// Failed attempts in a row, of all conversations, without a reply between them.
    private var failures = 0
    /// How many of these the server refused since it was overloaded.
    private var overloads = 0
    private var failingSince: Instant?

    init(limits: AccountLimits, stoppedBy: Failure? = nil) {
        self.stoppedBy = stoppedBy
        concurrency = ConcurrencyLimit(limits)
        requests = limits.requestsPerMinute.map(Bucket.init(perMinute:))
        tokens = limits.tokensPerMinute.map(Bucket.init(perMinute:))
    }

    var isStopped: Bool { stoppedBy != nil }
    /// How many attempts may be in flight now. While the server cannot be reached, or answers only with errors, it is one: a probe.
    var allowed: Int { unreached > 0 || isFailing ? 1 : concurrency.allowed }
    /// Whether so many attempts have failed in a row that the cause is the server and not the requests.
    var isFailing: Bool { failures >= Self.failuresOfAnOutage }

    /// Expected tokens of a request of this many bytes, with its reply. English has about 0.3 tokens per character
    /// (https://api-docs.deepseek.com/quick_start/token_usage).
    func estimate(requestBytes: Int) -> Double { Double(requestBytes) * 0.3 + expectedCompletion }

    /// Why an attempt of that cost cannot start now; nil if it can.
    mutating func hindrance(cost: Double, at now: Instant) -> Hindrance? {
        if isStopped { return .stopped }
        if inFlight >= allowed { return .concurrency }
        if pausedUntil > now { return .paused(until: pausedUntil) }
        if let until = requests?.available(1, at: now), until > now { return .requestRate(until: until) }
        if let until = tokens?.available(cost, at: now), until > now { return .tokenRate(until: until) }
        return nil
    }

    mutating func started(cost: Double, at now: Instant) {
        inFlight += 1
        requests?.take(1, at: now)
        tokens?.take(cost, at: now)
    }

    /// An attempt ended, with any outcome. If its usage is known, it replaces the tokens that were reserved.
    mutating func ended(cost: Double, usage: Usage?) {
        inFlight -= 1
        guard let usage, let total = usage.total else { return }
        tokens?.settle(taken: cost, used: Double(total))
        if let completion = usage.completion { expectedCompletion += (Double(completion) - expectedCompletion) * 0.05 }
    }

    /// Call before ``ended(cost:usage:)``, while the attempt still counts as in flight.
    mutating func replied(startedAt: Instant) {
        concurrency.succeeded(inFlight: inFlight)
        reached(startedAt: startedAt, withResponse: true)
        // Any reply ends the time without replies. The pauses keep growing unless its request was sent after the last cut.
        (refusedSince, longestWait) = (nil, .zero)
        (failures, overloads, failingSince) = (0, 0, nil)
        if !concurrency.predatesCut(startedAt) { refusals = 0 }
    }

    /// An attempt reached the server, with any outcome.
    mutating func reached(startedAt: Instant, withResponse: Bool) {
        if withResponse { hasAnswered = true }
        // An attempt that began before the outage, and broke off in it, does not show that the server is back.
        if let unreachedSince, startedAt < unreachedSince, !withResponse { return }
        (unreached, unreachedSince) = (0, nil)
    }

    /// An attempt was refused for a limit. Returns the pause that follows. Stops the account if it only refused for `patience`.
    mutating func refused(
        _ failure: Failure, startedAt: Instant, at now: Instant, backoff: Backoff, patience: Duration, chance: inout SeededGenerator
    ) -> Duration {
        if concurrency.refused(startedAt: startedAt, at: now) {
            refusals += 1
        } else if failure.wait == nil {
            return max(.zero, pausedUntil - now)
        }
        let since = refusedSince ?? now
        refusedSince = since
        if now - since - longestWait >= patience {
            stop(
                Failure(
                    code: "limit_never_lifted", message: "every request was refused for a limit for \(patience.brief): \(failure.message)",
                    httpStatus: failure.httpStatus,
                    advice: .onLimit))
        }
        let wait = backoff.wait(hint: failure.wait, after: refusals, chance: &chance)
        // One wait that the provider asks for does not count against the patience; repeated waits do.
        if failure.wait != nil { longestWait = max(longestWait, wait) }
        return pause(for: wait, at: now)
    }

    /// The server was not reached. Returns the pause that follows. Stops the account if the outage has lasted for `patience`.
    ///
    /// Also stops it if the server has not answered the first few tries of the run: that is more often a wrong address than an outage.
    mutating func notReached(
        _ failure: Failure, startedAt: Instant, at now: Instant, backoff: Backoff, patience: Duration, chance: inout SeededGenerator
    ) -> Duration {
        if let since = unreachedSince, startedAt < since { return max(.zero, pausedUntil - now) }
        let since = unreachedSince ?? now
        unreachedSince = since
        unreached += 1
        if now - since >= patience || (!hasAnswered && unreached >= Self.triesBeforeFirstAnswer) { stop(failure) }
        return pause(for: backoff.wait(hint: failure.wait, after: unreached, chance: &chance), at: now)
    }

    static let triesBeforeFirstAnswer = 5
    static let refusalsOfAnOverload = 3
    static let failuresOfAnOutage = 10

    /// An attempt failed, and a retry may succeed.
    ///
    /// Every third overload in a row cuts the concurrency, as a limit does. From the tenth failure in a row, the account sends one probe
    /// at a time, with growing pauses. So an outage spends the attempts of a few jobs and not of all. Stops the account if this lasts
    /// for `patience`.
    mutating func failed(
        _ failure: Failure, startedAt: Instant, at now: Instant, backoff: Backoff, patience: Duration, chance: inout SeededGenerator
    ) {
        // Attempts that were in flight when the outage was noticed give no new information.
        if let failingSince, startedAt < failingSince { return }
        failures += 1
        if failure.isOverload { overloads += 1 }
        guard isFailing else {
            // An overloaded server refuses many times in a row; a single refusal may come from one machine behind the address.
            if failure.isOverload, overloads.isMultiple(of: Self.refusalsOfAnOverload) {
                concurrency.overloaded(startedAt: startedAt, at: now)
            }
            return
        }
        let since = failingSince ?? now
        failingSince = since
        if now - since >= patience {
            var failure = failure
            failure.advice = .onOutage(of: failure.code)
            stop(failure)
        }
        _ = pause(for: backoff.wait(after: failures - Self.failuresOfAnOutage + 1, chance: &chance), at: now)
    }

    mutating func stop(_ failure: Failure) { if stoppedBy == nil { stoppedBy = failure } }

    private mutating func pause(for duration: Duration, at now: Instant) -> Duration {
        pausedUntil = max(pausedUntil, now + duration)
        return duration
    }
}
