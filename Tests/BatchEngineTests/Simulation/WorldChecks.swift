import BatchEngine

/// What must never happen, held against every attempt that the core begins.
struct WorldChecks {
    private let plan: WorldPlan
    private var flying: [AttemptID: (key: JobKey, account: Int)] = [:]
    /// When each account was asked, in this life; a new process starts with fresh buckets.
    private var asked: [[Instant]]

    init(plan: WorldPlan) {
        self.plan = plan
        asked = Array(repeating: [], count: plan.limits.count)
    }

    mutating func beginLife() {
        flying = [:]
        asked = Array(repeating: [], count: plan.limits.count)
    }

    mutating func landed(_ id: AttemptID) { flying[id] = nil }
    mutating func cancelled() { flying = [:] }

    mutating func problem(sending attempt: Attempt, disk: SimulatedDisk, at now: Instant) -> String? {
        guard let key = Self.key(of: attempt) else { return "a request of no job was sent" }
        let account = attempt.account.index
        if plan.accountOf[key] != account { return "job \(key) was asked of another's account" }
        if disk.hasEnded(key) { return "job \(key) was asked after its end" }
        let durable = disk.rounds[key] ?? []
        if attempt.request.round != durable.count + 1 {
            return "round \(attempt.request.round) of job \(key) was asked with \(durable.count) rounds durable"
        }
        if flying.values.contains(where: { $0.key == key }) { return "job \(key) was asked twice at once" }
        guard let job = plan.jobs[key] else { return "no job \(key)" }
        if attempt.request.messages != Conversation(job: job, rounds: durable).history {
            return "the history of job \(key) is not the fold of its durable rounds"
        }
        flying[attempt.id] = (key, account)
        let limit = plan.limits[account]
        if flying.values.count(where: { $0.account == account }) > limit.concurrency { return "more under way than the concurrency allows" }
        asked[account].append(now)
        if let perMinute = limit.requestsPerMinute {
            let within = asked[account].reversed().prefix { now - $0 < .seconds(60) }.count
            if within > perMinute { return "\(within) requests in a minute where \(perMinute) are allowed" }
        }
        return nil
    }

    func allEnded(_ disk: SimulatedDisk) throws(SimulatedWorld.Breach) {
        for (key, job) in plan.jobs {
            let rounds = disk.rounds[key]?.count ?? 0
            guard disk.failed[key] != nil || rounds == job.turns.count else {
                throw SimulatedWorld.Breach(description: "job \(key) has \(rounds) of \(job.turns.count) rounds and no failure")
            }
            if disk.failed[key] != nil, rounds == job.turns.count {
                throw SimulatedWorld.Breach(description: "job \(key) is finished and has failed")
            }
        }
    }

    /// The job that a request is of: its script says so in the first message.
    static func key(of attempt: Attempt) -> JobKey? {
        guard let document = try? JSONDocument(Array("[".utf8) + attempt.request.messages + Array("]".utf8)),
            let words = document.root[0]?["content"]?.string?.split(separator: " "), let last = words.last, let number = Int64(last)
        else { return nil }
        return JobKey(number)
    }
}
