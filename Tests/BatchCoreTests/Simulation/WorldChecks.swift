import BatchCore
import TestSupport

/// Events that must never happen, checked at every attempt, every record and every end of a run.
struct WorldChecks {
    private let plan: WorldPlan
    private var flying: [AttemptID: JobKey] = [:]
    private var running: [ToolRun.ID: JobKey] = [:]
    private var inFlight: [Int]
    /// The times of each account's requests in this life. A new process starts with full buckets.
    private var asked: [[Instant]]
    /// The instant until which each account requested to wait.
    private var pausedUntil: [Instant]
    private var isStopped: [Bool]
    private var standings: [JobKey: Standing] = [:]
    private var tokens = 0
    private(set) var counts = WorldCounts()

    init(plan: WorldPlan) {
        self.plan = plan
        inFlight = Array(repeating: 0, count: plan.limits.count)
        asked = Array(repeating: [], count: plan.limits.count)
        pausedUntil = Array(repeating: .epoch, count: plan.limits.count)
        isStopped = Array(repeating: false, count: plan.limits.count)
    }

    /// The budget of this life.
    private var budget: Int?
    private var costBudget: Dollars?
    private var cost = Dollars.zero

    mutating func beginLife(_ life: Int) {
        self = WorldChecks(plan: plan)
        let settings = plan.settings(life: life)
        (budget, costBudget) = (settings.tokenBudget, settings.costBudget)
    }

    mutating func problem(admitting admissions: [Admission]) -> String? {
        for admission in admissions {
            let order = standings.count
            guard standings[admission.key] == nil else { return "job \(admission.key) was given twice" }
            standings[admission.key] = Standing(
                account: admission.account.index, priority: admission.conversation.job.priority, order: order,
                rounds: admission.conversation.roundCount, state: Self.state(of: admission.conversation))
        }
        return nil
    }

    /// Whether the core contains exactly the conversations that were taken in and have not left, within its limit.
    func problem(inWindow occupied: Int, held: Int) -> String? {
        let open = standings.count - counts.completed - counts.failed - held
        if open != occupied { return "the window holds \(occupied) conversations, but \(open) are open" }
        // Each account may have at least one.
        let allowed = max(plan.window, plan.limits.count)
        return open > allowed ? "the window holds \(open) conversations, but \(allowed) are allowed" : nil
    }

    mutating func problem(sending attempt: Attempt, disk: SimulatedDisk, at now: Instant) -> String? {
        guard let key = Self.key(of: attempt) else { return "a request of no job was sent" }
        counts.sent += 1
        return problem(with: attempt, of: key, disk: disk) ?? problem(askingFor: key, at: now)
            ?? begin(attempt.id, of: key, at: now)
    }

    /// Whether the request is the correct next one.
    private mutating func problem(with attempt: Attempt, of key: JobKey, disk: SimulatedDisk) -> String? {
        if plan.accountOf[key] != attempt.account.index {
            guard plan.fallback == attempt.account.index else { return "job \(key) was asked of another's account" }
            if attempt.request.model != WorldPlan.spareModel { return "the fallback was asked for the model that job \(key) names" }
            fallBack(key, to: attempt.account.index)
        }
        if disk.hasEnded(key) { return "job \(key) was asked after its end" }
        guard let durable = disk.folded(key) else { return "no job \(key)" }
        if attempt.request.round != durable.roundCount + 1 {
            return "round \(attempt.request.round) of job \(key) was asked with \(durable.roundCount) rounds durable"
        }
        guard case .ask = durable.nextStep else { return "job \(key) was asked, but something else was due" }
        if attempt.request.messages != durable.history.bytes { return "the history of job \(key) is not the fold of its durable rounds" }
        return nil
    }

    /// The job now belongs to another account, and its current round starts again there.
    private mutating func fallBack(_ key: JobKey, to account: Int) {
        guard var standing = standings[key], standing.account != account else { return }
        (standing.account, standing.spent, standing.notBefore, standing.hasFallenBack) = (account, 0, .epoch, true)
        standings[key] = standing
    }

    /// Whether any account may serve the account's jobs.
    private func canAsk(ofAccount account: Int) -> Bool { !isStopped[account] || plan.fallback.map { !isStopped[$0] } ?? false }

    /// Whether the job may be requested now, by its state and that of its account.
    private func problem(askingFor key: JobKey, at now: Instant) -> String? {
        guard let standing = standings[key] else { return "job \(key) was asked and not taken in" }
        if standing.state == .flying { return "job \(key) was asked twice at once" }
        if isStopped[standing.account] { return "account \(standing.account) was asked after it had stopped" }
        if now < pausedUntil[standing.account] { return "account \(standing.account) was asked before the time that it named" }
        if now < standing.notBefore { return "job \(key) was asked before the time that the provider named" }
        if standing.spent >= plan.maxAttempts { return "a round of job \(key) spent more than \(plan.maxAttempts) attempts" }
        if let budget, tokens >= budget { return "an attempt was begun when the budget was used up" }
        if let costBudget, cost >= costBudget { return "an attempt was begun when the dollars were used up" }
        if plan.waitsForCheapHours, Self.isPeak(now) { return "job \(key) was asked in a peak hour" }
        let passedOver = standings.first { $0.value.account == standing.account && $0.value.state == .ready && $0.value.precedes(standing) }
        if let passedOver, passedOver.key != key { return "job \(key) was asked before job \(passedOver.key), which was ready" }
        return nil
    }

    private mutating func begin(_ id: AttemptID, of key: JobKey, at now: Instant) -> String? {
        guard let account = standings[key]?.account else { return nil }
        standings[key]?.state = .flying
        flying[id] = key
        inFlight[account] += 1
        let limit = plan.limits[account]
        if inFlight[account] > limit.concurrency { return "more in flight than the concurrency allows" }
        asked[account].append(now)
        if let perMinute = limit.requestsPerMinute {
            let within = asked[account].reversed().prefix { now - $0 < .seconds(60) }.count
            if within > perMinute { return "\(within) requests in a minute, allowed are \(perMinute)" }
        }
        return nil
    }

    /// Whether a program may run for the call now.
    mutating func problem(running run: ToolRun, disk: SimulatedDisk) -> String? {
        guard let key = plan.jobs.first(where: { $0.value.id == run.job })?.key, let standing = standings[key] else {
            return "a program was run for no job"
        }
        counts.toolRuns += 1
        guard plan.rules.hasToolCommand else { return "a program was run for job \(key) without leave" }
        let open = disk.conversations[key]?.openCalls.first { $0.number == run.id.call }
        guard run.round == disk.rounds[key]?.count, open?.call == run.call else {
            return "a program was run for a call of job \(key) that is not open"
        }
        let isRunning = running.contains { $0.value == key && $0.key.call == run.id.call }
        if isRunning { return "a program was run twice at once for a call of job \(key)" }
        if !canAsk(ofAccount: standing.account) { return "a program was run for account \(standing.account) after it had stopped" }
        running[run.id] = key
        return nil
    }

    mutating func ended(_ result: ToolRunResult) {
        guard let key = running.removeValue(forKey: result.id) else { return }
        if case .failure = result.answer { standings[key]?.hasToolFailed = true }
    }

    private static func isPeak(_ instant: Instant) -> Bool { WorldPlan.peaks.contains { $0.contains(instant) } }

    mutating func landed(_ id: AttemptID, _ outcome: Outcome, startedAt: Instant, at now: Instant) {
        guard let key = flying.removeValue(forKey: id), var standing = standings[key] else { return }
        inFlight[standing.account] -= 1
        let tokensUsed = (outcome.usage?.prompt ?? 0) + (outcome.usage?.completion ?? 0)
        let cost = Dollars(picodollars: Int64(tokensUsed) * (Self.isPeak(startedAt) ? 2 : 1))
        self.cost += cost
        counts.cost += cost
        counts.landed += 1
        counts.outcomes[outcome.name, default: 0] += 1
        standing.landed += 1
        // A wait of more than an hour is split.
        let until = now + min(outcome.failure?.wait ?? .zero, .seconds(3_600))
        switch outcome {
        case .replied(let reply):
            standing.state = .recording
            tokens += (reply.usage?.prompt ?? 0) + (reply.usage?.completion ?? 0)
        case .historyLost: standing.state = .ready
        case .throttled, .unreachable:
            standing.state = .ready
            pausedUntil[standing.account] = max(pausedUntil[standing.account], until)
        case .transient:
            standing.spent += 1
            standing.notBefore = until
            standing.state = standing.spent >= plan.maxAttempts ? .recording : .waiting
        case .rejected:
            standing.isRejected = true
            standing.state = .recording
        case .accountStopped:
            standing.state = .ready
            isStopped[standing.account] = true
        }
        tokens += outcome.failure?.usage?.total ?? 0
        standings[key] = standing
    }

    mutating func cancelled() {
        counts.cutOff += flying.count
        (flying, running) = ([:], [:])
        inFlight = Array(repeating: 0, count: plan.limits.count)
    }

    /// These records are durable.
    mutating func problem(with records: [Record], disk: SimulatedDisk) -> String? {
        for record in records {
            guard var standing = standings[record.job] else { return "a record of job \(record.job) was written, which was not taken in" }
            switch record {
            case .attempt(_, _, let attempt):
                standing.durable += 1
                standing.recorded[attempt.outcome, default: 0] += 1
            case .round(let key, let round, _):
                standing.durable += 1
                standing.rounds += 1
                standing.state = disk.conversations[key].map { Self.state(of: $0) } ?? .ended
                (standing.spent, standing.recorded) = (0, [:])
                counts.rounds += 1
                if round.endsConversation { counts.completed += 1 }
                if round.standing == .answer { counts.turns += 1 }
                if round.standing == .discarded { counts.discarded += 1 }
                if round.number != standing.rounds { return "round \(round.number) of job \(key) was written as its \(standing.rounds)." }
            case .toolAnswer(let key, _): standing.state = disk.conversations[key].map { Self.state(of: $0) } ?? .ended
            case .failure(let key, let failure):
                if let problem = Self.problem(with: failure, of: standing, disk.conversations[key], plan) {
                    return "job \(key) has failed \(problem)"
                }
                standing.state = .ended
                counts.failed += 1
            }
            standings[record.job] = standing
        }
        return nil
    }

    /// The next step of the job, by its durable records.
    private static func state(of conversation: Conversation) -> Standing.State {
        switch conversation.nextStep {
        case .ask: .ready
        case .runTools: .awaitingTools
        case .fail: .recording
        case .finished: .ended
        }
    }

    private static func problem(
        with failure: JobFailure, of standing: Standing, _ conversation: Conversation?, _ plan: WorldPlan
    ) -> String? {
        if failure.failure.code == "tool_failed" { return standing.hasToolFailed ? nil : "by a program that did not" }
        if case .fail(let due)? = conversation?.nextStep {
            return due.code == failure.failure.code ? nil : "with \(failure.failure.code), expected \(due.code)"
        }
        // Attempts at the stopped account no longer count at the fallback.
        if standing.hasFallenBack { return failure.attempts <= plan.maxAttempts ? nil : "after \(failure.attempts) attempts" }
        let spent = standing.recorded["transient", default: 0]
        if standing.isRejected {
            if standing.recorded["rejected"] != 1 { return "and its rejection is not written down" }
            return failure.attempts == spent + 1 ? nil : "after \(failure.attempts) attempts, of which \(spent + 1) are written down"
        }
        return failure.attempts == plan.maxAttempts && spent == plan.maxAttempts
            ? nil : "after \(failure.attempts) of \(plan.maxAttempts) attempts, of which \(spent) are written down"
    }

    /// The run has ended: all returned attempts are on the disk, and the core's counts agree.
    func problem(atEnd tally: Tally) -> String? {
        for (key, standing) in standings where standing.landed != standing.durable {
            return "\(standing.landed) attempts of job \(key) came back and \(standing.durable) are written down"
        }
        return counts.problem(with: tally)
    }

    func allEnded(_ disk: SimulatedDisk) throws(Breach) {
        for (key, job) in plan.jobs {
            let turns = disk.conversations[key]?.turnCount ?? 0
            guard disk.failed[key] != nil || turns == job.turns.count else {
                throw Breach(description: "job \(key) has \(turns) of \(job.turns.count) turns answered and no failure")
            }
            if disk.failed[key] != nil, turns == job.turns.count {
                throw Breach(description: "job \(key) is finished and has failed")
            }
        }
    }

    /// The job of a request. Its script contains the number at the end of the first message.
    static func key(of attempt: Attempt) -> JobKey? {
        let start = attempt.request.messages.prefix { $0 != UInt8(ascii: "}") }
        let digits = start.dropLast().reversed().prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        return Int64(String(decoding: digits.reversed(), as: UTF8.self)).map { JobKey($0) }
    }
}

/// The result of a life, counted outside the core.
struct WorldCounts {
    var sent = 0
    /// Attempts that returned.
    var landed = 0
    /// Attempts that were in flight when the sockets were closed.
    var cutOff = 0
    /// Attempts that returned, by the name of their outcome.
    var outcomes: [String: Int] = [:]
    var rounds = 0
    var turns = 0
    var discarded = 0
    var toolRuns = 0
    var completed = 0
    var failed = 0
    var cost = Dollars.zero

    func problem(with tally: Tally) -> String? {
        if sent != landed + cutOff { return "\(sent) attempts were sent, \(landed) came back and \(cutOff) were cut off" }
        let core = tally.counts
        let pairs = [
            ("attempts", core.attempts, sent), ("rounds", core.rounds, rounds), ("rounds", core.rounds, outcomes["replied"] ?? 0),
            ("turns", core.answeredTurns, turns), ("discarded rounds", core.discarded, discarded), ("programs", core.toolRuns, toolRuns),
            ("completed jobs", core.completed, completed), ("failed jobs", core.failed, failed),
            ("refusals", core.throttled, outcomes["throttled"] ?? 0), ("tries", core.unreachable, outcomes["unreachable"] ?? 0),
        ]
        for (what, counted, seen) in pairs where counted != seen { return "the core counted \(counted) \(what), but there were \(seen)" }
        return cost == core.totalCost ? nil : "the core counted $\(core.totalCost.decimal) where $\(cost.decimal) were due"
    }
}
