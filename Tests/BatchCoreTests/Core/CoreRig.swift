import TestSupport

@testable import BatchCore

/// Drives an ``EngineCore`` by hand: records its requests and records, and feeds it results.
struct CoreRig {
    var core: EngineCore
    var now = Instant(seconds: 1_700_000_000)
    var sent: [Attempt] = []
    var runs: [ToolRun] = []
    var records: [Record] = []
    var ending: Ending?
    var isCancelled = false
    var largestWindow = 0
    /// The most jobs that the store returns at once, as if the jobs were large.
    var readLimit = Int.max
    private var jobs: [Admission]
    private var commitsUnderWay = 0
    private var timer: Instant?

    /// - Parameter turns: the number of turns of each job. The accounts get the jobs in rotation.
    init(turns: [Int], accounts: Int = 1, _ change: (inout EngineSettings) -> Void = { _ in }) {
        let conversations = turns.enumerated().map { number, count in
            let job = Job(id: "job-\(number)", line: number + 1, turns: (0..<count).map { Turn(content: JSONText(string: "turn \($0)")) })
            return Conversation(job: job)
        }
        self.init(conversations, accounts: accounts, change)
    }

    /// - Parameter conversations: the conversations of the jobs. The accounts get them in rotation.
    init(_ conversations: [Conversation], accounts: Int = 1, _ change: (inout EngineSettings) -> Void = { _ in }) {
        self.init(
            conversations.enumerated().map { number, conversation in
                Admission(key: JobKey(Int64(number)), account: AccountID(number % accounts), conversation: conversation)
            }, accounts: accounts, change)
    }

    init(_ admissions: [Admission], accounts: Int, _ change: (inout EngineSettings) -> Void = { _ in }) {
        var settings = EngineSettings(
            accounts: (0..<accounts).map { .init(provider: "provider-\($0)", limits: AccountLimits(concurrency: 8)) }, seed: 1)
        change(&settings)
        core = EngineCore(settings: settings)
        jobs = admissions
    }

    mutating func begin() { give(.began) }

    mutating func give(_ event: EngineEvent) {
        var effects: [EngineEffect] = []
        core.handle(event, at: now, into: &effects)
        largestWindow = max(largestWindow, core.window.occupied)
        for effect in effects {
            switch effect {
            case .send(let attempts): sent += attempts
            case .commit(let group):
                records += group
                commitsUnderWay += 1
            case .setTimer(let instant): timer = instant
            case .runTools(let asked): runs += asked
            case .cancelAttempts: isCancelled = true
            case .finish(let how): ending = how
            case .readJobs(let count, let account, _):
                let batch = Array(jobs.filter { $0.account == account }.prefix(min(count, readLimit)))
                jobs.removeAll { job in batch.contains { $0.key == job.key } }
                give(.jobsRead(batch, of: account))
            }
        }
    }

    mutating func answer(_ attempt: Attempt, _ outcome: Outcome) {
        now = now + .milliseconds(1)
        let result = AttemptResult(id: attempt.id, outcome: outcome, startedAt: now - .milliseconds(1), latency: .milliseconds(1))
        give(.attemptsEnded([result]))
    }

    mutating func reply(to attempt: Attempt, _ content: String, usage: Usage? = nil) {
        answer(attempt, .replied(Reply(content: content, usage: usage)))
    }

    /// Ends the program of a call.
    mutating func end(_ run: ToolRun, _ answer: Result<String, Failure>) {
        now = now + .milliseconds(1)
        give(.toolsEnded([ToolRunResult(id: run.id, answer: answer, startedAt: now - .milliseconds(1), latency: .milliseconds(1))]))
    }

    /// Lets the linger pass, and makes the commit in progress durable.
    mutating func commit() {
        fireTimer()
        while commitsUnderWay > 0 {
            commitsUnderWay -= 1
            give(.committed)
        }
    }

    /// Advances the time to the core's timer.
    mutating func fireTimer() {
        guard let due = timer else { return }
        timer = nil
        now = max(now, due)
        give(.timerFired)
    }

    /// Answers every attempt, commits every record and lets every wait pass, until the end or until nothing happens.
    mutating func answerAll(_ outcome: (Attempt) -> Outcome) {
        var answered = 0
        while ending == nil {
            let before = (sent.count, records.count, timer)
            while answered < sent.count {
                answered += 1
                answer(sent[answered - 1], outcome(sent[answered - 1]))
            }
            commit()
            if before == (sent.count, records.count, timer), answered == sent.count { return }
        }
    }
}

private extension Instant {
    static func - (left: Instant, right: Duration) -> Instant { Instant(nanoseconds: left.nanoseconds - right.nanoseconds) }
}
