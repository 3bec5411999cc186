import BatchCore

/// A row of `rounds`. Long texts come last, so that SQLite counts the rest without reading them.
struct RoundRow: TableRow {
    static let table = "rounds"
    var label: String { "job \(job)" }

    private var job: JobKey
    private var round: Round
    /// The counts of the usage, and its JSON; without any of them there is none.
    private var usage = Usage(prompt: nil, completion: nil)
    private var usageText: UsageText?
    private var toolCalls: ArrayText?
    private var reasoningItems: ArrayText?
    private var cost: Dollars?
    private var savedByCache: Dollars?

    init() { self.init(job: JobKey(0)) }

    /// A round of that job, yet to be read.
    init(job: JobKey) {
        self.job = job
        round = Round(number: 0, reply: Reply(content: nil), attempts: 0, latency: .zero, createdAt: .epoch, provider: "")
    }

    init(_ job: JobKey, _ round: Round) {
        (self.job, self.round) = (job, round)
        if let usage = round.reply.usage { (self.usage, usageText) = (usage, UsageText(json: usage.raw)) }
        (cost, savedByCache) = (round.cost?.total, round.cost?.savedByCache)
        (toolCalls, reasoningItems) = (round.reply.toolCalls.map(ArrayText.init), round.reply.reasoningItems.map(ArrayText.init))
    }

    /// The round that was read.
    consuming func stored() -> Round {
        if usageText != nil || usage != Usage(prompt: nil, completion: nil) {
            usage.raw = usageText?.json
            round.reply.usage = usage
        }
        round.cost = cost.map { Cost(total: $0, savedByCache: savedByCache) }
        (round.reply.toolCalls, round.reply.reasoningItems) = (toolCalls?.json, reasoningItems?.json)
        return round
    }

    mutating func visit<Visitor: ColumnVisitor>(_ visitor: inout Visitor) {
        visitor.column("job", &job, .inserted)
        visitor.column("round", &round.number)
        visitor.column("turn", &round.turn)
        visitor.column("standing", &round.standing)
        visitor.column("ends", &round.endsConversation)
        visitor.column("provider", &round.provider)
        visitor.column("model", &round.reply.model)
        visitor.column("created_at", &round.createdAt)
        visitor.column("latency_ms", &round.latency)
        visitor.column("first_token_ms", &round.firstToken)
        visitor.column("attempts", &round.attempts)
        visitor.column("finish_reason", &round.reply.finishReason)
        visitor.column("prompt_tokens", &usage.prompt)
        visitor.column("completion_tokens", &usage.completion)
        visitor.column("total_tokens", &usage.total)
        visitor.column("cached_tokens", &usage.cached)
        visitor.column("reasoning_tokens", &usage.reasoning)
        visitor.column("cost_usd", &cost)
        visitor.column("cache_saved_usd", &savedByCache)
        visitor.column("response_id", &round.reply.responseID)
        visitor.column("system_fingerprint", &round.reply.systemFingerprint)
        visitor.column("fallback_model", &round.fallbackModel)
        visitor.column("usage", &usageText)
        visitor.column("tool_calls", &toolCalls)
        visitor.column("content", &round.reply.content)
        visitor.column("reasoning_content", &round.reply.reasoning)
        visitor.column("reasoning_items", &reasoningItems)
    }
}

/// The JSON of a round's usage. A text that is empty stands for usage without any.
private struct UsageText: ColumnValue {
    var json: JSONText?

    static var storage: String { JSONText.storage }
    static var meaning: String { JSONText.meaning }

    func bind(to statement: SQLiteStatement) {
        if let json { json.bind(to: statement) } else { "".bind(to: statement) }
    }

    static func read(_ row: SQLiteStatement) -> Self? {
        let bytes = row.bytes()
        if bytes.isEmpty { return UsageText(json: nil) }
        guard let json = try? JSONText(validating: bytes) else { return nil }
        return UsageText(json: json)
    }
}

/// A JSON array.
private struct ArrayText: ColumnValue {
    var json: JSONText

    static var storage: String { JSONText.storage }
    static var meaning: String { "a JSON array" }

    func bind(to statement: SQLiteStatement) { json.bind(to: statement) }

    static func read(_ row: SQLiteStatement) -> Self? {
        guard let json = JSONText.read(row), json.kind == .array else { return nil }
        return ArrayText(json: json)
    }
}
