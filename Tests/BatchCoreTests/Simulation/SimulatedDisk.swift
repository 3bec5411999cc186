import BatchCore

/// The state file of the simulated world. Durable records survive the process.
struct SimulatedDisk {
    private(set) var rounds: [JobKey: [Round]] = [:]
    private(set) var toolAnswers: [JobKey: [ToolAnswer]] = [:]
    private(set) var failed: [JobKey: JobFailure] = [:]
    private var revivedAt: [JobKey: Instant] = [:]
    private(set) var attempts = 0
    private var underWay: [Record]?
    private var given: Set<JobKey> = []
    /// The jobs' durable conversations, updated step by step. Important checks fold the rounds again.
    private(set) var conversations: [JobKey: Conversation]
    private let jobs: [JobKey: Job]
    private let rules: ConversationRules

    init(_ plan: WorldPlan) {
        (jobs, rules) = (plan.jobs, plan.rules)
        conversations = jobs.mapValues { [rules] in Conversation(job: $0, rules: rules) }
    }

    mutating func beginLife() {
        given = []
        underWay = nil
    }

    func hasEnded(_ key: JobKey) -> Bool {
        failed[key] != nil || rounds[key]?.last?.endsConversation == true
    }

    /// The fold of the job's durable rounds.
    func folded(_ key: JobKey, for model: String? = nil) -> Conversation? {
        jobs[key].map { job in
            var job = job
            job.model = model
            return Conversation(
                job: job, rounds: rounds[key] ?? [], toolAnswers: toolAnswers[key] ?? [], revivedAt: revivedAt[key], rules: rules)
        }
    }

    /// Retries every failed job.
    /// - Returns: their number.
    mutating func revive(at now: Instant) -> Int {
        for key in failed.keys {
            revivedAt[key] = now
            conversations[key] = folded(key)
        }
        defer { failed = [:] }
        return failed.count
    }

    mutating func read(_ count: Int, of account: AccountID, plan: WorldPlan, again: Bool) -> [Admission] {
        let open = jobs.keys.filter { plan.accountOf[$0] == account.index && !hasEnded($0) && (again || !given.contains($0)) }
        let ordered = open.sorted { left, right in
            let (leftStarted, rightStarted) = (rounds[left] != nil, rounds[right] != nil)
            if leftStarted != rightStarted { return leftStarted }
            let (leftPriority, rightPriority) = (jobs[left]?.priority ?? 0, jobs[right]?.priority ?? 0)
            return leftPriority == rightPriority ? left < right : leftPriority > rightPriority
        }
        return ordered.prefix(count).compactMap { key in
            given.insert(key)
            let hasSpare = plan.fallback != nil && plan.fallback != account.index
            return folded(key).map {
                Admission(key: key, account: account, conversation: $0, spare: hasSpare ? folded(key, for: WorldPlan.spareModel) : nil)
            }
        }
    }

    mutating func beginCommit(_ records: [Record]) {
        precondition(underWay == nil, "two commits in progress")
        underWay = records
    }

    /// Returns a sentence if the records break the log.
    mutating func finishCommit(twice: Bool) -> String? {
        guard let records = underWay else { return "a commit ended that had not begun" }
        underWay = nil
        return write(records) ?? (twice ? write(records) : nil)
    }

    var isCommitting: Bool { underWay != nil }

    mutating func crash(keepingCommitUnderWay keeps: Bool) {
        if keeps, let records = underWay { _ = write(records) }
        underWay = nil
    }

    private mutating func write(_ records: [Record]) -> String? {
        for record in records {
            switch record {
            case .round(let key, let round, _):
                guard let conversation = conversations[key] else { return "a round of no job was written" }
                guard failed[key] == nil else { return "a round of job \(key) was written after its failure" }
                let expected = (rounds[key]?.count ?? 0) + 1
                guard round.number == expected else { return "round \(round.number) of job \(key) was written, expected \(expected)" }
                guard case .ask = conversation.nextStep else { return "round \(expected) of job \(key) was written, but none was due" }
                conversations[key]?.append(round)
                guard round.endsConversation == conversations[key]?.isFinished else {
                    return "round \(expected) of job \(key) has a wrong end"
                }
                rounds[key, default: []].append(round)
            case .attempt: attempts += 1
            case .toolAnswer(let key, let answer):
                let isOpen = conversations[key]?.openCalls.contains { $0.number == answer.call } == true
                guard isOpen, answer.round == rounds[key]?.count else {
                    return "an answer to call \(answer.call) of job \(key) was written, which is not open"
                }
                toolAnswers[key, default: []].append(answer)
                conversations[key]?.answer(call: answer.call, with: answer.content)
            case .failure(let key, let failure):
                guard !hasEnded(key) else { return "job \(key) ended twice" }
                failed[key] = failure
            }
        }
        return nil
    }

    func problemAtEnd(_ ending: Ending) -> String? {
        if underWay != nil { return "the run ended with a commit in progress" }
        let open = jobs.keys.first { !hasEnded($0) }
        switch (ending, open) {
        case (.completed, let open?): return "the run completed with job \(open) not ended"
        case (.stopped(.tokenBudget), nil), (.stopped(.costBudget), nil), (.stopped(.account), nil):
            return "the run stopped with nothing left to resume"
        default: return nil
        }
    }
}
