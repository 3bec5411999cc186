import TestSupport
import Testing

@testable import BatchCore

@Suite("EngineCore: its effects, event by event")
struct EngineCoreTests {
    @Test("A round is requested, committed, and the next one requested with the history")
    func twoRounds() throws {
        var rig = CoreRig(turns: [2])
        rig.begin()
        let first = try #require(rig.sent.last)
        #expect(first.request.round == 1)
        rig.reply(to: first, "one")
        #expect(rig.sent.count == 1, "the second round waits until the first is durable")
        rig.commit()
        let second = try #require(rig.sent.last)
        #expect(second.request.round == 2)
        #expect(second.request.messages.starts(with: first.request.messages))
        rig.reply(to: second, "two")
        rig.commit()
        guard case .completed? = rig.ending else { Issue.record("\(String(describing: rig.ending))"); return }
        #expect(rig.core.tally.counts.completed == 1)
        #expect(rig.core.tally.counts.rounds == 2)
    }

    @Test("Transient failures use attempts until the job fails; the run continues")
    func attemptsRunOut() {
        var rig = CoreRig(turns: [1, 1]) { $0.maxAttempts = 3 }
        rig.begin()
        let poisoned = rig.sent[0].id.slot
        rig.answerAll { attempt in
            attempt.id.slot == poisoned
                ? .transient(Failure(code: "server_error", message: "boom", httpStatus: 500)) : .replied(Reply(content: "fine"))
        }
        #expect(rig.core.tally.counts.failed == 1)
        #expect(rig.core.tally.counts.completed == 1)
        #expect(rig.sent.count == 4)
        let failures = rig.records.compactMap { if case .failure(_, let failure) = $0 { failure } else { nil } }
        #expect(failures.count == 1 && failures[0].attempts == 3 && failures[0].failure.code == "server_error" && failures[0].round == 1)
        guard case .completed? = rig.ending else { Issue.record("another case"); return }
    }

    @Test("An outage of the server spends the attempts of a few jobs, and not of all")
    func outage() {
        var rig = CoreRig(turns: Array(repeating: 1, count: 200)) { $0.accounts[0].limits = AccountLimits(concurrency: 16) }
        rig.begin()
        let begin = rig.now
        rig.answerAll { _ in .transient(Failure(code: "overloaded", message: "busy", httpStatus: 503)) }
        guard case .stopped(.account(let failure))? = rig.ending else { Issue.record("\(String(describing: rig.ending))"); return }
        #expect(failure.code == "overloaded")
        #expect(rig.core.tally.counts.failed < 40)
        #expect(rig.now - begin >= rig.core.settings.patience)
    }

    @Test("A limit spends no attempt, however often it is met")
    func throttlingIsNotFailure() {
        var rig = CoreRig(turns: [1]) { $0.maxAttempts = 1 }
        rig.begin()
        var refusals = 0
        rig.answerAll { _ in
            refusals += 1
            return refusals < 30 ? .throttled(Failure(code: "rate_limited", message: "slow down")) : .replied(Reply(content: "fine"))
        }
        #expect(rig.core.tally.counts.completed == 1)
        #expect(rig.core.tally.counts.throttled == 29)
        let numbers = rig.records.compactMap { if case .attempt(_, _, let attempt) = $0 { attempt.number } else { nil } }
        #expect(numbers == Array(1...29))
    }

    @Test("A rejected job fails at once with its own failure")
    func rejected() {
        var rig = CoreRig(turns: [3])
        rig.begin()
        rig.answerAll { _ in .rejected(Failure(code: "context_too_long", message: "too long", httpStatus: 400)) }
        #expect(rig.sent.count == 1)
        #expect(rig.core.tally.counts.failed == 1)
    }

    @Test("A refused key stops the run, fails no job, and leaves the jobs to the next run")
    func accountStops() {
        var rig = CoreRig(turns: [1, 1, 1, 1, 1]) { $0.accounts[0].limits.concurrency = 2 }
        rig.begin()
        rig.answerAll { _ in .accountStopped(Failure(code: "key_refused", message: "no", httpStatus: 401)) }
        guard case .stopped(.account(let failure))? = rig.ending else { Issue.record("\(String(describing: rig.ending))"); return }
        #expect(failure.code == "key_refused")
        #expect(rig.core.tally.counts.failed == 0)
        #expect(rig.sent.count == 2, "nothing is requested but the attempts in flight")
        #expect(!rig.records.contains { if case .failure = $0 { true } else { false } })
    }

    @Test("If one of two accounts stops, the other continues")
    func twoAccounts() {
        var rig = CoreRig(turns: [2, 2, 2, 2], accounts: 2)
        rig.begin()
        rig.answerAll { attempt in
            attempt.account.index == 0
                ? .accountStopped(Failure(code: "insufficient_balance", message: "empty")) : .replied(Reply(content: "fine"))
        }
        #expect(rig.core.tally.counts.completed == 2)
        #expect(rig.core.tally.held == 2)
        guard case .stopped(.account)? = rig.ending else { Issue.record("\(String(describing: rig.ending))"); return }
    }

    @Test("A drain starts nothing, finishes what is in flight, and ends when that is durable")
    func drain() throws {
        var rig = CoreRig(turns: [2, 2])
        rig.begin()
        #expect(rig.sent.count == 2)
        rig.give(.stopRequested(.interrupted))
        #expect(rig.ending == nil)
        rig.reply(to: rig.sent[0], "one")
        rig.reply(to: rig.sent[1], "one")
        #expect(rig.ending == nil)
        rig.commit()
        #expect(rig.sent.count == 2)
        guard case .stopped(.interrupted)? = rig.ending else { Issue.record("another case"); return }
    }

    @Test("An abort closes the sockets and keeps what is paid for")
    func abort() throws {
        var rig = CoreRig(turns: [2, 2])
        rig.begin()
        rig.reply(to: rig.sent[0], "paid for")
        rig.give(.abortRequested)
        #expect(rig.isCancelled)
        #expect(rig.ending == nil, "the reply is not durable yet")
        rig.commit()
        #expect(rig.records.count == 1)
        guard case .stopped(.interrupted)? = rig.ending else { Issue.record("another case"); return }
    }

    @Test("A token budget stops the run when it is reached")
    func budget() {
        var rig = CoreRig(turns: [5, 5, 5]) {
            $0.tokenBudget = 100
            $0.accounts[0].limits.concurrency = 1
        }
        rig.begin()
        rig.answerAll { _ in .replied(Reply(content: "fine", usage: Usage(prompt: 20, completion: 20))) }
        #expect(rig.core.tally.counts.rounds == 3)
        guard case .stopped(.tokenBudget(100))? = rig.ending else { Issue.record("another case"); return }
    }

    @Test("A budget that is reached with the last reply leaves nothing to resume")
    func budgetAtTheEnd() {
        var rig = CoreRig(turns: [1, 1]) { $0.tokenBudget = 80 }
        rig.begin()
        rig.answerAll { _ in .replied(Reply(content: "fine", usage: Usage(prompt: 20, completion: 20))) }
        #expect(rig.core.tally.counts.completed == 2)
        guard case .completed? = rig.ending else { Issue.record("\(String(describing: rig.ending))"); return }
    }

    @Test("A budget that is reached does not wait for those that wait")
    func budgetWhileWaiting() {
        var rig = CoreRig(turns: [1, 1]) { $0.tokenBudget = 40 }
        rig.begin()
        rig.answer(rig.sent[0], .transient(Failure(code: "overloaded", message: "", wait: .seconds(3_000))))
        let begun = rig.now
        rig.reply(to: rig.sent[1], "fine", usage: Usage(prompt: 20, completion: 20))
        rig.commit()
        #expect(rig.now - begun < .seconds(1))
        guard case .stopped(.tokenBudget(40))? = rig.ending else { Issue.record("\(String(describing: rig.ending))"); return }
    }

    @Test("A stop during the last attempts leaves nothing to resume")
    func stopAtTheEnd() {
        var rig = CoreRig(turns: [1])
        rig.begin()
        rig.give(.jobsRead([], of: AccountID(0)))
        rig.give(.stopRequested(.interrupted))
        rig.reply(to: rig.sent[0], "fine")
        rig.commit()
        guard case .completed? = rig.ending else { Issue.record("\(String(describing: rig.ending))"); return }
    }

    @Test("Absurd numbers of a server are counted up to the largest number", arguments: [Int.max, Int.max - 1])
    func absurdUsage(number: Int) {
        var rig = CoreRig(turns: [3]) { $0.accounts[0].limits.tokensPerMinute = nil }
        rig.begin()
        var isFirst = true
        rig.answerAll { _ in
            defer { isFirst = false }
            let usage = Usage(prompt: number, completion: number, cached: number, reasoning: number)
            let torn = Failure(code: "torn_reply", message: "", usage: usage)
            return isFirst ? .transient(torn) : .replied(Reply(content: "fine", usage: usage))
        }
        #expect(rig.core.tally.counts.completed == 1)
        #expect(rig.core.tally.counts.promptTokens == .max && rig.core.tally.counts.totalTokens == .max)
    }

    @Test("A run does not end while the store still reads for it", arguments: [EngineEvent.stopRequested(.interrupted), .abortRequested])
    func endsAfterTheRead(event: EngineEvent) {
        var core = EngineCore(settings: EngineSettings(accounts: [.init(provider: "one", limits: AccountLimits(concurrency: 1))], seed: 1))
        var effects: [EngineEffect] = []
        let now = Instant(seconds: 1_700_000_000)
        core.handle(.began, at: now, into: &effects)
        core.handle(event, at: now, into: &effects)
        #expect(!effects.contains { if case .finish = $0 { true } else { false } })
        core.handle(.jobsRead([], of: AccountID(0)), at: now, into: &effects)
        #expect(effects.contains { if case .finish = $0 { true } else { false } })
    }

    @Test("A server that is back with errors gets requests from all conversations, not one at a time")
    func backWithErrors() throws {
        var rig = CoreRig(turns: Array(repeating: 1, count: 8))
        rig.begin()
        let refused = Outcome.unreachable(Failure(code: "connection_refused", message: ""))
        let startedAt = rig.now
        rig.now = rig.now + .milliseconds(1)
        rig.give(.attemptsEnded(rig.sent.map { .init(id: $0.id, outcome: refused, startedAt: startedAt, latency: .milliseconds(1)) }))
        rig.commit()
        rig.fireTimer()
        try #require(rig.sent.count == 9, "one probe")
        rig.answer(rig.sent[8], .transient(Failure(code: "overloaded", message: "", httpStatus: 503)))
        #expect(rig.sent.count == 16)
    }

    @Test("A job limit takes only so many jobs")
    func jobLimit() {
        var rig = CoreRig(turns: [1, 1, 1, 1]) { $0.jobLimit = 2 }
        rig.begin()
        rig.answerAll { _ in .replied(Reply(content: "fine")) }
        #expect(rig.core.tally.counts.completed == 2)
        guard case .completed? = rig.ending else { Issue.record("another case"); return }
    }

    @Test("A result that comes a second time changes nothing")
    func lateResult() {
        var rig = CoreRig(turns: [2])
        rig.begin()
        let first = rig.sent[0]
        rig.reply(to: first, "one")
        rig.reply(to: first, "one again")
        rig.commit()
        #expect(rig.core.tally.counts.rounds == 1)
        #expect(rig.sent.count == 2)
    }

    @Test("A call of a tool that the script leaves unanswered fails the job after the round is kept")
    func unansweredToolCall() {
        var rig = CoreRig(turns: [2])
        rig.begin()
        rig.answerAll { _ in .replied(Reply(content: nil, toolCalls: JSONText("[{}]"), finishReason: "tool_calls")) }
        #expect(rig.core.tally.counts.failed == 1 && rig.core.tally.counts.rounds == 1)
        guard case .round? = rig.records.first, case .failure(_, let failure)? = rig.records.last else {
            Issue.record("another case")
            return
        }
        #expect(failure.failure.code == "tool_calls_unanswered" && failure.round == 1)
    }

    @Test("The window limits the conversations in memory, and all jobs still run")
    func window() {
        var rig = CoreRig(turns: Array(repeating: 2, count: 50)) { $0.window = 4 }
        rig.begin()
        #expect(rig.core.window.occupied <= 4)
        rig.answerAll { _ in .replied(Reply(content: "fine")) }
        #expect(rig.core.tally.counts.completed == 50)
        #expect(rig.largestWindow <= 4)
    }

    @Test("The conversations of a waiting account do not keep those of others out of the window")
    func fairWindow() {
        let jobs = (0..<60).map { number in
            Conversation(job: Job(id: "\(number)", line: number + 1, turns: [Turn(content: JSONText(string: "a"))]))
        }
        var rig = CoreRig(jobs, accounts: 2) { $0.window = 8 }
        rig.begin()
        // The first account's server never answers.
        var answered = 0
        while answered < rig.sent.count {
            let attempt = rig.sent[answered]
            answered += 1
            if attempt.account.index == 1 { rig.reply(to: attempt, "fine") }
            rig.commit()
        }
        #expect(rig.core.tally.counts.completed == 30, "\(rig.core.tally)")
        #expect(rig.largestWindow <= 8 && rig.ending == nil)
    }

    @Test("The conversations of a stopped account continue at the fallback")
    func fallback() throws {
        var rig = fallbackRig(jobs: 6)
        rig.begin()
        rig.answerAll { attempt in
            if attempt.account.index == 1 { return .replied(Reply(content: "fine")) }
            let isRefused = attempt.request.round > 1
            return isRefused ? .accountStopped(Failure(code: "insufficient_balance", message: "")) : .replied(Reply(content: "first"))
        }
        guard case .completed? = rig.ending else { Issue.record("\(String(describing: rig.ending))"); return }
        #expect(rig.core.tally.counts.completed == 6 && rig.core.tally.held == 0 && rig.core.tally.fallenBack == 6)
        let rounds = rig.records.compactMap { if case .round(_, let round, _) = $0 { round } else { nil } }
        #expect(rounds.allSatisfy { $0.fallbackModel == ($0.provider == "provider-1" ? "spare" : nil) })
        #expect(rounds.filter { $0.number == 2 }.allSatisfy { $0.provider == "provider-1" })
        let history = #"{"role":"user","content":"a"},{"role":"assistant","content":"first"},{"role":"user","content":"b"}"#
        let asked = rig.sent.filter { $0.account.index == 1 && String(decoding: $0.request.messages, as: UTF8.self) == history }
        #expect(!asked.isEmpty && asked.allSatisfy { $0.request.model == "spare" })
        #expect(rig.core.tally.stopped.keys.sorted() == ["provider-0"])
    }

    @Test("Jobs that the fallback cannot serve stay unfinished, and hold up none that it can")
    func servedInPart() {
        var rig = fallbackRig(jobs: 40) { $0 % 4 != 0 }
        rig.begin()
        rig.answerAll { attempt in
            attempt.account.index == 1 ? .replied(Reply(content: "fine")) : .accountStopped(Failure(code: "key_refused", message: ""))
        }
        guard case .stopped(.account)? = rig.ending else { Issue.record("\(String(describing: rig.ending))"); return }
        #expect(rig.core.tally.counts.completed == 30 && rig.core.tally.held == 10)
    }

    @Test("A limit of jobs counts the jobs that are begun, and no others")
    func limitOfBegun() {
        var rig = fallbackRig(jobs: 40, jobLimit: 5) { $0 >= 20 }
        rig.begin()
        rig.answerAll { attempt in
            attempt.account.index == 1 ? .replied(Reply(content: "fine")) : .accountStopped(Failure(code: "key_refused", message: ""))
        }
        #expect(rig.core.tally.counts.completed == 5, "\(rig.core.tally)")
    }

    @Test("If the fallback stops too, the run stops and leaves the remaining jobs unfinished")
    func stoppedFallback() {
        var rig = fallbackRig(jobs: 6)
        rig.begin()
        rig.answerAll { _ in .accountStopped(Failure(code: "key_refused", message: "")) }
        guard case .stopped(.account)? = rig.ending else { Issue.record("\(String(describing: rig.ending))"); return }
        #expect(rig.core.tally.counts.completed == 0 && rig.core.tally.counts.failed == 0)
    }

    /// Jobs of two turns, all of the first account. The second account is its fallback.
    /// - Parameter isServed: whether the fallback may serve the job, by the job's number.
    private func fallbackRig(jobs count: Int, jobLimit: Int? = nil, where isServed: (Int) -> Bool = { _ in true }) -> CoreRig {
        let turns = ["a", "b"].map { Turn(content: JSONText(string: $0)) }
        let admissions = (0..<count).map { number in
            let job = Job(id: "\(number)", line: number + 1, turns: turns)
            let spare = Job(id: "\(number)", line: number + 1, model: "spare", turns: turns)
            return Admission(
                key: JobKey(Int64(number)), account: AccountID(0), conversation: Conversation(job: job),
                spare: isServed(number) ? Conversation(job: spare) : nil)
        }
        return CoreRig(admissions, accounts: 2) {
            ($0.fallback, $0.accounts[1].jobNames, $0.window) = (AccountID(1), [], 4)
            guard let jobLimit else { return }
            ($0.jobLimit, $0.accounts[0].obstacle) = (jobLimit, Failure(code: "key_refused", message: ""))
        }
    }

    @Test("Large conversations are read only up to the limit of requests in flight")
    func heavyWindow() {
        var rig = CoreRig(turns: Array(repeating: 2, count: 50)) {
            $0 = EngineSettings(accounts: [.init(provider: "p", limits: AccountLimits(concurrency: 3))], seed: 1)
            $0.windowBytes = 1
        }
        rig.readLimit = 1
        rig.begin()
        rig.answerAll { _ in .replied(Reply(content: "fine")) }
        #expect(rig.core.tally.counts.completed == 50)
        #expect(rig.largestWindow <= 3)
    }
}
