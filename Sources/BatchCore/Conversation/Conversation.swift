// Conversation: the words of the product as values. Job, Turn, Round, Usage, Outcome, and the fold that makes a
// conversation of them. Floor 1.

/// A job's life: the fold of its rounds over its script.
///
/// There is no other state. A conversation that is begun and one that is resumed come from the same initializer, and one
/// whose last turn is answered is finished. The encoded history only grows, but for ``ReasoningHistory/withinTurn``: the
/// bytes that a provider has seen are the bytes that it sees again, which is what its prefix cache is keyed by.
package struct Conversation: Sendable {
    package let job: Job
    package let rules: ConversationRules
    /// How many rounds are paid for and kept.
    package private(set) var roundCount = 0
    /// How many turns of the script are answered.
    package private(set) var turnCount = 0
    /// The encoded messages. Holds the user's next message while one is due.
    package internal(set) var history: JSONItems
    /// The state of the turn that is due.
    var progress = TurnProgress()
    var toolUses: ToolScript.Uses = [:]
    /// The response that the server can continue; nil if it keeps nothing.
    var kept: KeptResponse?
    /// The same for every reply of the script, since a message that was sent without is never sent again with.
    let keepsReasoning: Bool
    let mayThink: Bool
    /// Whether the user has said nothing but text until now; nil if that does not matter.
    private(set) var saysText: Bool?
    private let revivedAt: Instant?

    /// Folds `rounds`, which are in order and without a gap, over the script of `job`.
    /// - Parameters:
    ///   - toolAnswers: what programs answered to the calls of tools in these rounds.
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

    /// Whether the script has come to its end.
    package var isFinished: Bool { turnCount >= job.turns.count }

    /// The turn that the next round is asked for; nil when finished.
    package var nextTurn: Turn? { isFinished ? nil : job.turns[turnCount] }

    /// What comes next.
    package enum Step: Sendable {
        /// Its next round can be asked for: ``Conversation/nextRequest``.
        case ask
        /// Programs must answer these calls first: ``Conversation/openCalls``.
        case runTools
        /// It cannot go on although its script has not ended.
        case fail(Failure)
        case finished
    }

    package var nextStep: Step {
        guard let turn = nextTurn else { return .finished }
        if let failure = progress.failure(reasks: reasks(of: turn), maxToolRounds: job.maxToolRounds ?? rules.maxToolRounds) {
            return .fail(failure)
        }
        if rules.hasToolCommand { return openCalls.isEmpty ? .ask : .runTools }
        // Complaints are for those who answer calls at all.
        let unanswered = openCalls.first?.call ?? (job.toolScript == nil ? progress.badCall : nil)
        return unanswered.map { .fail(failure(ofUnanswered: $0)) } ?? .ask
    }

    /// The request of the next round; nil when finished. It matters when ``nextStep`` is to ask.
    package var nextRequest: RoundRequest? { nextRequest(fromKept: false) }

    /// - Parameter fromKept: whether it continues the history that the server keeps, if it may.
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

    /// How long the input of the next request is, in bytes.
    var nextInputBytes: Int {
        guard job.api == .fim, let turn = nextTurn else { return history.byteCount }
        return turn.content.bytes.count + (turn.suffix?.bytes.count ?? 0)
    }

    /// The round that `reply` makes, with its standing.
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
    /// - Returns: what joined the history before the user's next message; nil if nothing did.
    mutating func take(_ round: Round) -> Addition? {
        precondition(round.number == roundCount + 1, "round \(round.number) of job \(job.id) does not follow round \(roundCount)")
        let counts = revivedAt.map { round.createdAt > $0 } ?? true
        roundCount += 1
        // A script that got shorter has no turn for the rounds beyond its end.
        guard let turn = nextTurn else { return nil }
        if progress.provider != round.provider { progress.dropPieces() }
        // A form of the provider's own is sent back to no other.
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

    /// - Returns: the answer, with the pieces before it.
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

    /// What a round adds to the history.
    struct Addition {
        /// The reply, with the pieces before it and what it was begun with.
        var reply: Reply
        /// The calls that are answered already, with their answers.
        var answers: [AnsweredCall] = []
    }

    struct AnsweredCall {
        var call: ToolCall
        var answer: String
    }
}
