/// What one account bears now: its limits, its pauses, and whether it goes on at all.
struct AccountSchedule: Sendable {
    /// Why nothing can start although conversations are ready.
    enum Hindrance: Hashable, Sendable {
        case concurrency
        case requestRate(until: Instant)
        case tokenRate(until: Instant)
        case paused(until: Instant)
        /// The next conversation's model costs less from then on.
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
    /// The longest wait that the provider has asked for since then.
    private var longestWait = Duration.zero
    /// Failed tries to reach the server in a row.
    private(set) var unreached = 0
    private var unreachedSince: Instant?
    private var hasAnswered = false
    /// Failed attempts in a row, whoever's they were, without a reply between them.
    private var failures = 0
    /// How many of them were for want of room.
    private var overloads = 0
    private var failingSince: Instant?

    init(limits: AccountLimits, stoppedBy: Failure? = nil) {
        self.stoppedBy = stoppedBy
        concurrency = ConcurrencyLimit(limits)
        requests = limits.requestsPerMinute.map(Bucket.init(perMinute:))
        tokens = limits.tokensPerMinute.map(Bucket.init(perMinute:))
    }

    var isStopped: Bool { stoppedBy != nil }
    /// How many may be under way now. While the server cannot be reached, or answers everybody with errors, one probe at a time
    /// finds out whether it is back.
    var allowed: Int { unreached > 0 || isFailing ? 1 : concurrency.allowed }
    /// Whether so many attempts have failed in a row that the server is to blame, and not what they asked.
    var isFailing: Bool { failures >= Self.failuresOfAnOutage }

    /// The tokens that a request of this many bytes is expected to cost, its reply included: English has some 0.3 tokens a
    /// character (https://api-docs.deepseek.com/quick_start/token_usage).
    func estimate(requestBytes: Int) -> Double { Double(requestBytes) * 0.3 + expectedCompletion }

    /// What hinders an attempt of that cost from starting now; nil where it may.
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

    /// An attempt ended, however it did. Its reserved tokens are settled by what it used, where that is known.
    mutating func ended(cost: Double, usage: Usage?) {
        inFlight -= 1
        guard let usage, let total = usage.total else { return }
        tokens?.settle(taken: cost, used: Double(total))
        if let completion = usage.completion { expectedCompletion += (Double(completion) - expectedCompletion) * 0.05 }
    }

    /// Call before ``ended(cost:usage:)``, while the attempt still counts as under way.
    mutating func replied(startedAt: Instant) {
        concurrency.succeeded(inFlight: inFlight)
        reached(startedAt: startedAt, withResponse: true)
        // A reply ends the time of nothing but refusals whenever it was asked for; the pauses grow on unless it was asked for
        // since the last refusal.
        (refusedSince, longestWait) = (nil, .zero)
        (failures, overloads, failingSince) = (0, 0, nil)
        if !concurrency.predatesCut(startedAt) { refusals = 0 }
    }

    /// An attempt reached the server, whatever came of it there.
    mutating func reached(startedAt: Instant, withResponse: Bool) {
        if withResponse { hasAnswered = true }
        // What began before the outage and broke off in it does not say that the server is back.
        if let unreachedSince, startedAt < unreachedSince, !withResponse { return }
        (unreached, unreachedSince) = (0, nil)
    }

    /// A refusal for a limit. Gives the pause that follows, or a failure where nothing but refusals came for `patience`.
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
        // A wait that the provider asks for does not try the patience, but being asked to wait again and again does.
        if failure.wait != nil { longestWait = max(longestWait, wait) }
        return pause(for: wait, at: now)
    }

    /// The server was not reached. Gives the pause that follows; stops the account where it has been out for `patience`, or
    /// has never answered in this run after a few tries, which is a wrong address more often than an outage.
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

    /// An attempt failed in a way that another may not. Every third of those without a reply between them that was refused for want of
    /// room cuts what may be under way, as a limit does. From the tenth in a row without a reply the account goes on with one probe
    /// at a time and growing pauses, so that an outage spends the attempts of a few jobs and not of all; it stops where that lasts
    /// for `patience`.
    mutating func failed(
        _ failure: Failure, startedAt: Instant, at now: Instant, backoff: Backoff, patience: Duration, chance: inout SeededGenerator
    ) {
        // What was under way when the outage was noticed is no news of it.
        if let failingSince, startedAt < failingSince { return }
        failures += 1
        if failure.isOverload { overloads += 1 }
        guard isFailing else {
            // Whoever has no more room says so many times in a row; a single one may come of a single machine behind the address.
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
