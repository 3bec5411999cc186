import HeapModule
import TestSupport

@testable import BatchCore

/// A world in virtual time around the real ``EngineCore``: a disk, a provider and a clock, all derived from one seed.
///
/// The process in it may be killed at any step; the disk stays. Every effect of the core is checked against what must never happen, and
/// the first breach ends the world with a sentence.
struct SimulatedWorld<Upstream: SimulatedUpstream> {
    let plan: WorldPlan
    let bug: PlantedBug?
    var disk: SimulatedDisk
    var provider: Upstream
    var chance: SeededGenerator
    var now = Instant(seconds: 1_800_000_000)
    var trace = TraceHash()
    var steps = 0
    var lives = 0
    var checks: WorldChecks
    /// The events that the seeds have led to, so that a test can check that they lead everywhere.
    var visits: [String: Int] = [:]

    init(plan: WorldPlan, provider: Upstream, bug: PlantedBug? = nil) {
        self.plan = plan
        self.bug = bug
        self.provider = provider
        chance = SeededGenerator(seed: plan.seed ^ 0xA5A5)
        disk = SimulatedDisk(plan)
        checks = WorldChecks(plan: plan)
    }

    /// Runs life after life until every job has ended.
    mutating func run() throws(Breach) {
        while true {
            lives += 1
            guard lives < 200 else { throw Breach(description: "the work did not end in 200 lives") }
            let ending = try live()
            if let problem = provider.problem(life: lives) { throw Breach(description: problem) }
            if case .completed? = ending { break }
            provider.betweenLives(life: lives)
            if lives <= plan.revivals { visits["revived", default: 0] += disk.revive(at: now) }
            now = now + .milliseconds(Int64(chance.next() % 5_000))
        }
        try checks.allEnded(disk)
    }

    /// One life of the process: from its start to its end. Returns nil if it was killed.
    private mutating func live() throws(Breach) -> Ending? {
        var settings = plan.settings(life: lives)
        bug?.distort(&settings)
        var core = EngineCore(settings: settings)
        var life = Life(diesAfter: lives <= plan.crashes ? Int(chance.next() % UInt64(plan.stepsBetweenCrashes)) + 1 : .max)
        if lives > plan.crashes, chance.happens(plan.stopChance) {
            (life.stopsAt, life.abortsAfter) = (Int(chance.next() % 40) + 1, Int(chance.next() % 6) + 1)
        }
        disk.beginLife()
        checks.beginLife(lives)
        var ending = try step(.began, &core, &life)
        while ending == nil {
            life.steps += 1
            steps += 1
            guard life.steps < plan.stepLimit else { throw Breach(description: "a life of \(life.steps) steps did not end") }
            if life.steps >= life.diesAfter {
                visits["killed", default: 0] += 1
                let keeps = chance.happens(0.5)
                if disk.isCommitting { visits[keeps ? "killed after a commit" : "killed in a commit", default: 0] += 1 }
                disk.crash(keepingCommitUnderWay: keeps)
                provider.clientLeft(at: now)
                return nil
            }
            if life.steps == life.stopsAt { ending = try step(.stopRequested(.interrupted), &core, &life) }
            if ending == nil, life.steps == life.stopsAt + life.abortsAfter { ending = try step(.abortRequested, &core, &life) }
            guard ending == nil else { break }
            guard let next = life.calendar.popMin() else {
                throw Breach(description: "nothing is left to happen and the run has not ended")
            }
            now = max(now, next.at)
            ending = try happen(next.what, &core, &life)
        }
        return ending
    }

    private mutating func happen(_ happening: Happening, _ core: inout EngineCore, _ life: inout Life) throws(Breach) -> Ending? {
        switch happening {
        case .timer(let armed):
            guard life.armed == armed else { return nil }
            life.armed = nil
            return try step(.timerFired, &core, &life)
        case .result(let result):
            provider.ended(result.id, at: now)
            if case .replied(let reply) = result.outcome { note(reply) }
            checks.landed(result.id, result.outcome, startedAt: result.startedAt, at: now)
            visits[result.outcome.name, default: 0] += 1
            var heard = result
            if let bug { heard.outcome = bug.distorted(heard.outcome) }
            return try step(.attemptsEnded([heard]), &core, &life)
        case .tool(let result):
            checks.ended(result)
            if bug == .toolResultLost, result.id.serial.isMultiple(of: 5) { return nil }
            return try step(.toolsEnded([result]), &core, &life)
        case .jobsRead(let count, let account):
            life.readsUnderWay -= 1
            let admissions = disk.read(count, of: account, plan: plan, again: bug == .jobsReadTwice)
            if let problem = checks.problem(admitting: admissions) { throw Breach(description: problem) }
            return try step(.jobsRead(admissions, of: account), &core, &life)
        case .durable(let records):
            let problem = disk.finishCommit(twice: bug == .batchWrittenTwice) ?? checks.problem(with: records, disk: disk)
            if let problem { throw Breach(description: problem) }
            return bug == .commitAcknowledgedEarly ? nil : try step(.committed, &core, &life)
        case .earlyAcknowledgement: return try step(.committed, &core, &life)
        }
    }

    private mutating func note(_ reply: Reply) {
        if reply.toolCalls != nil { visits["called tools", default: 0] += 1 }
        if reply.finishReason == "length" { visits["cut", default: 0] += 1 }
    }

    /// Passes one event to the core and performs the effects.
    private mutating func step(_ event: EngineEvent, _ core: inout EngineCore, _ life: inout Life) throws(Breach) -> Ending? {
        var effects: [EngineEffect] = []
        core.handle(event, at: now, into: &effects)
        let crowd = checks.problem(inWindow: core.window.occupied, held: core.tally.held)
        if let crowd { throw Breach(description: crowd) }
        var ending: Ending?
        for effect in effects {
            trace.add(effect, at: now)
            switch effect {
            case .readJobs(let count, let account, _):
                life.readsUnderWay += 1
                life.schedule(.jobsRead(count, of: account), at: now + .microseconds(Int64(chance.next() % 3_000)))
            case .send(let attempts):
                for attempt in bug == .batchReversed ? attempts.reversed() : attempts { try send(attempt, &life) }
            case .runTools(let runs): for run in runs { try start(run, &life) }
            case .commit(let records): commit(records, &life)
            case .setTimer(let at):
                guard at > now else { throw Breach(description: "a timer was set that fires at once, and so again and again") }
                life.timers += 1
                if bug == .timerLost, life.timers == 2 { continue }
                life.armed = life.timers
                life.schedule(.timer(life.timers), at: at)
            case .cancelAttempts:
                visits["aborted", default: 0] += 1
                life.dropResults()
                checks.cancelled()
                provider.clientLeft(at: now)
            case .finish(let how):
                guard life.readsUnderWay == 0 else { throw Breach(description: "the run ended with a read in progress") }
                if let problem = disk.problemAtEnd(how) ?? checks.problem(atEnd: core.tally) { throw Breach(description: problem) }
                ending = how
                switch how {
                case .completed: visits["completed", default: 0] += 1
                case .stopped(.account(let failure)): visits["stopped by \(failure.code)", default: 0] += 1
                case .stopped(.tokenBudget): visits["stopped by the budget", default: 0] += 1
                case .stopped(.costBudget): visits["stopped by the dollars", default: 0] += 1
                case .stopped(.costUnknown(let model)): throw Breach(description: "what \(model) cost is not known")
                case .stopped(.interrupted): visits["interrupted", default: 0] += 1
                }
            }
        }
        return ending
    }

    private mutating func send(_ attempt: Attempt, _ life: inout Life) throws(Breach) {
        if let problem = checks.problem(sending: attempt, disk: disk, at: now) { throw Breach(description: problem) }
        let (outcome, delay) = provider.answer(attempt, at: now)
        if bug == .resultLost, chance.happens(0.05) { return }
        let result = AttemptResult(id: attempt.id, outcome: outcome, startedAt: now, latency: delay)
        life.schedule(.result(result), at: now + delay)
    }

    /// Runs a program, which takes a while and usually succeeds.
    private mutating func start(_ run: ToolRun, _ life: inout Life) throws(Breach) {
        if let problem = checks.problem(running: run, disk: disk) { throw Breach(description: problem) }
        let delay = Duration.microseconds(Int64(chance.next() % (chance.happens(0.05) ? 20_000_000 : 50_000)))
        let fails = chance.happens(0.05)
        visits[fails ? "program failed" : "program answered", default: 0] += 1
        let answer: Result<String, Failure> =
            fails ? .failure(Failure(code: "tool_failed", message: "")) : .success("answer \(run.round).\(run.id.call)")
        life.schedule(.tool(ToolRunResult(id: run.id, answer: answer, startedAt: now, latency: delay)), at: now + delay)
    }

    private mutating func commit(_ records: [Record], _ life: inout Life) {
        let records = bug?.distorted(records) ?? records
        disk.beginCommit(records)
        let slow = chance.happens(0.02) ? 2_000_000 : 4_000
        let done = now + .microseconds(Int64(chance.next() % UInt64(slow)))
        if bug == .commitAcknowledgedEarly { life.schedule(.earlyAcknowledgement, at: now) }
        life.schedule(.durable(records), at: done)
    }
}

/// Something that must never happen.
struct Breach: Error, CustomStringConvertible {
    var description: String
}
