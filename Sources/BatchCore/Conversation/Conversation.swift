// Conversation: the project's terms as values. Job, Turn, Round, Usage, Outcome, and the fold that makes a conversation of them. Floor 1.

/// A job's life: the fold of its rounds over its script.
///
/// There is no other state. Starting and resuming use the same initializer, and a conversation whose last turn is answered is finished.
/// The encoded history only grows, except with ``ReasoningHistory/withinTurn``. So the provider receives the same bytes again, which its
/// prefix cache needs.
package struct Conversation: Sendable {
    package let job: Job
    package let rules: ConversationRules
    /// The number of rounds that are paid for and kept.
    package private(set) var roundCount = 0
    /// The number of turns that are answered.
    package private(set) var turnCount = 0
    /// The encoded messages. The user's next message is included while it waits for a reply.
    package internal(set) var history: JSONItems
    /// The state of the current turn.
    var progress = TurnProgress()
    var toolUses: ToolScript.Uses = [:]
    /// The response that the server can continue; nil if it keeps nothing.
    var kept: KeptResponse?
    /// The same for every reply of the script, because a message that was sent without reasoning is never sent again with it.
    let keepsReasoning: Bool
    let mayThink: Bool
    /// Whether the user's messages contain only text so far; nil if that does not matter.
    private(set) var saysText: Bool?
    private let revivedAt: Instant?

    /// Folds `rounds`, which are in order and without a gap, over the script of `job`.
    /// - Parameters:
    /// - toolAnswers: the programs' answers to tool calls of these rounds.
    ///   - revivedAt: ``StoredJob/revivedAt``.
    package init(
        job: Job, rounds: some Sequence<Round> = EmptyCollection<Round>(), toolAnswers: [ToolAnswer] = [], revivedAt: Instant? = nil,
        rules: ConversationRules = ConversationRules()
    ) {
        (self.job, self.rules, self.revivedAt) = (job, rules, revivedAt)
        keepsReasoning = Self.keepsReasoning(of: job, rules.reasoningHistory)
        mayThink = keepsReasoning && Self.mayThink(in: job)
        history = mayThink && rules.reasoningHistory == .keepWithTools ? Self.openingWithThoughts(of: job, rules) : job.opening
        if job.api == .responses, rules.keptHistory == .unproven { saysText = Self.isText(job.opening) }
        beginTurn()
        for round in rounds {
            append(round)
            for answer in toolAnswers where answer.round == round.number { self.answer(call: answer.call, with: answer.content) }
        }
    }

    /// Whether the script has ended.
    package var isFinished: Bool { turnCount >= job.turns.count }

    /// The turn of the next round; nil if the conversation is finished.
    package var nextTurn: Turn? { isFinished ? nil : job.turns[turnCount] }

    /// The next step of the conversation.
    package enum Step: Sendable {
        /// Its next round can be requested: ``Conversation/nextRequest``.
        case ask
        /// Programs must answer these calls first: ``Conversation/openCalls``.
        case runTools
        /// It cannot continue, although its script has not ended.
        case fail(Failure)
        case finished
    }

    package var nextStep: Step {
        guard let turn = nextTurn else { return .finished }
        if let failure = progress.failure(reasks: reasks(of: turn), maxToolRounds: job.maxToolRounds ?? rules.maxToolRounds) {
            return .fail(failure)
        }
        if rules.hasToolCommand { return openCalls.isEmpty ? .ask : .runTools }
        // Complaints are sent only if something answers calls.
        let unanswered = openCalls.first?.call ?? (job.toolScript == nil ? progress.badCall : nil)
        return unanswered.map { .fail(failure(ofUnanswered: $0)) } ?? .ask
    }

    /// The request of the next round; nil if the conversation is finished. It is needed when ``nextStep`` is to ask.
    package var nextRequest: RoundRequest? { nextRequest(fromKept: false) }

    /// - Parameter fromKept: whether it continues the history that the server keeps, if that is possible.
    func nextRequest(fromKept: Bool) -> RoundRequest? {
        guard let turn = nextTurn else { return nil }
        let beginning = beginning(of: turn)
        let input: RoundRequest.Input =
            switch job.api {
            case .chat: .chat(history, beginning: beginning)
            case .fim: .infill(prompt: turn.content, suffix: turn.suffix)
            case .responses: responsesInput(fromKept: fromKept)
            }
        return RoundRequest(
            round: roundCount + 1, model: job.model, input: input, parameters: parameters(of: turn),
            isBeta: job.api == .fim || beginning != nil || (job.api == .chat && turn.hasStrictTools), sessionID: job.sessionID ?? job.id)
    }

    /// The size of the next request's input, in bytes.
    var nextInputBytes: Int {
        guard job.api == .fim, let turn = nextTurn else { return history.byteCount }
        return turn.content.bytes.count + (turn.suffix?.bytes.count ?? 0)
    }

    /// The round of `reply`, with its standing.
    package func round(
        _ reply: Reply, attempts: Int, latency: Duration, firstToken: Duration?, createdAt: Instant, provider: String, cost: Cost?
    ) -> Round {
        Round(
            number: roundCount + 1, turn: turnCount + 1, standing: standing(of: reply), reply: reply, attempts: attempts,
            latency: latency, firstToken: firstToken, createdAt: createdAt, provider: provider, cost: cost)
    }

    /// Adds the next round, and the user's next message after an answer.
    package mutating func append(_ round: Round) { _ = take(round) }

    /// Adds the next round.
    /// - Returns: the part that joined the history before the user's next message; nil if there is none.
    mutating func take(_ round: Round) -> Addition? {
        precondition(round.number == roundCount + 1, "round \(round.number) of job \(job.id) does not follow round \(roundCount)")
        let counts = revivedAt.map { round.createdAt > $0 } ?? true
        roundCount += 1
        // After a script got shorter, rounds beyond its end have no turn.
        guard let turn = nextTurn else { return nil }
        if progress.provider != round.provider { progress.dropPieces() }
        // Reasoning in a provider's own form is sent to that provider only.
        var reply = round.reply
        if round.provider != rules.provider { reply.reasoningItems = nil }
        switch round.standing {
        case .answer:
            let isFirst = !progress.hasCalledTools
            let said = endTurn(turn, with: reply)
            keep(round, beginsTurn: isFirst)
            turnCount += 1
            beginTurn()
            return Addition(reply: said)
        case .toolCalls: return append(callsOf: reply, of: round, counts: counts)
        case .partial: progress.add(round.reply, to: begun(turn, after: progress.text), of: round.provider)
        case .discarded: progress.discard(round.reply, shortfall(of: round.reply, to: turn, after: progress.text), counts: counts)
        }
        return nil
    }

    private mutating func beginTurn() {
        progress = TurnProgress()
        guard let turn = nextTurn, job.api != .fim else { return }
        if saysText == true { saysText = Self.isText(turn) }
        if let message = turn.message {
            history.append(message)
        } else if !turn.isSilent {
            history.append { Message.write(role: "user", content: turn.content, to: &$0) }
        }
        progress.start = history.end
    }

    /// - Returns: the answer, with its earlier pieces.
    private mutating func endTurn(_ turn: Turn, with reply: consuming Reply) -> Reply {
        guard job.api != .fim else { return reply }
        reply.content = text(of: reply, to: turn, after: progress.text)
        if let reasoning = progress.reasoning { reply.reasoning = reasoning }
        if rules.reasoningHistory == .withinTurn {
            leaveReasoningOut()
            (reply.reasoning, reply.reasoningItems) = (nil, nil)
        }
        append(reply)
        return reply
    }

    /// The addition of a round to the history.
    struct Addition {
        /// The reply, with its earlier pieces and its prefill.
        var reply: Reply
        /// The calls that are answered already, with their answers.
        var answers: [AnsweredCall] = []
    }

    struct AnsweredCall {
        var call: ToolCall
        var answer: String
    }
}
